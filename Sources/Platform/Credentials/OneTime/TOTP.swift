public import Model

/// The codes of an authenticator app (RFC 6238): six digits by SHA-1, a new one every 30 seconds, the only kind that
/// every app takes.
///
/// A third of a million guesses find a code: count attempts, and refuse beyond a few.
public struct TOTP: Sendable, Equatable {
    /// Seconds that a code is shown for.
    public static let period: Int64 = 30
    private static let digits = 6
    /// Codes of the step before and the one after hold too, for slow hands and clocks (section 5.2).
    private static let tolerance: Int64 = 1
    /// As long as the hash (RFC 4226, section 4, R6).
    private static let secretSize = 20

    /// What the app and the server share.
    public let secret: Secret

    /// Codes of a secret that was kept; nil for one of less than 128 bits (RFC 4226, section 4, R6).
    public init?(secret: Secret) {
        guard (16...128).contains(secret.bytes.count) else { return nil }
        self.secret = secret
    }

    /// Codes of a new secret.
    public init(using generator: inout some RandomNumberGenerator) {
        secret = Secret(count: Self.secretSize, using: &generator)
    }

    /// Checks a code.
    ///
    /// - Parameters:
    ///   - code: what the person typed; spaces count for nothing.
    ///   - instant: now.
    ///   - last: the step of the last code that was accepted, whichever it was; nil where there was none.
    /// - Returns: the code's step, to be kept as the last one.
    /// - Throws: `Fault` (`credentials.totp-wrong`, `credentials.totp-used`).
    public func accept(_ code: String, at instant: Instant, after last: Int64?) throws(Fault) -> Int64 {
        let typed = code.utf8.filter { $0 != UInt8(ascii: " ") }
        let now = instant.seconds / Self.period
        var found: Int64?
        // All are looked at, so that the time taken does not tell which it was; the newest counts.
        for step in (now - Self.tolerance)...(now + Self.tolerance) where step >= 0 {
            if ConstantTime.equal(typed, Array(Self.code(secret, step).utf8)) { found = step }
        }
        guard let step = found else { throw Fault("credentials.totp-wrong") }
        guard last.map({ step > $0 }) ?? true else { throw Fault("credentials.totp-used") }
        return step
    }

    /// The address that an app reads from a picture (Google's Key URI Format).
    ///
    /// - Parameters:
    ///   - account: the account's name, as the app shall show it.
    ///   - issuer: whose account it is.
    public func address(account: String, issuer: String) -> String {
        let name = Percent.encode(issuer) + ":" + Percent.encode(account)
        return "otpauth://totp/\(name)?secret=\(typedSecret)&issuer=\(Percent.encode(issuer))"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.period)"
    }

    /// The secret as a person types it where no picture can be read: base 32.
    public var typedSecret: String { Base32.standard.encode(secret.bytes) }

    private static func code(_ secret: Secret, _ step: Int64) -> String {
        OneTimeCode.make(key: secret, counter: UInt64(step), digits: digits)
    }
}
