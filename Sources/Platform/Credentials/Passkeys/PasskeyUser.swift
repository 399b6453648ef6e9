import BaseEncoding
import CanonicalJSON

/// Whose passkey is to be made (WebAuthn level 2, section 5.4.3).
public struct PasskeyUser: Sendable, Hashable {
    private static let handleRange = 1...64
    /// How many random bytes a user handle should have.
    public static let handleSize = 64

    /// The account's random bytes for this purpose, the same for all its passkeys; not its name.
    public let handle: [UInt8]
    /// The account's name.
    public let name: String
    /// The person's name.
    public let displayName: String

    /// A user; nil where the handle has not 1 to 64 bytes.
    public init?(handle: [UInt8], name: String, displayName: String) {
        guard Self.handleRange.contains(handle.count) else { return nil }
        self.handle = handle
        self.name = name
        self.displayName = displayName
    }

    var json: JSONValue {
        [
            "id": .string(Base64.url.encode(handle)), "name": .string(name), "displayName": .string(displayName),
        ]
    }
}
