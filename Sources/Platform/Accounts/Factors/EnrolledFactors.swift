/// The second factors that a person has.
public struct EnrolledFactors: Sendable, Hashable {
    /// Whether codes of an app hold.
    public let hasTOTP: Bool
    /// How many passkeys there are.
    public let passkeys: Int
    /// How many recovery codes are left.
    public let recoveryCodes: Int

    /// Whether there is any; recovery codes are none, but a way back to one.
    public var isEmpty: Bool { !hasTOTP && passkeys == 0 }
}
