import BaseEncoding
public import Model

/// The random bytes that an authenticator is asked to sign, once and soon (WebAuthn level 2, section 13.4.3).
public struct PasskeyChallenge: Sendable, Hashable {
    private static let size = 32
    /// How many seconds an answer may take.
    public static let lifetime: Int64 = 300

    /// 32 bytes.
    public let bytes: [UInt8]
    /// When it is too late to answer.
    public let expires: Instant

    /// A challenge that was kept since it was made.
    public init(bytes: [UInt8], expires: Instant) {
        self.bytes = bytes
        self.expires = expires
    }

    /// A new challenge. It must be forgotten with the first answer, right or wrong.
    public init(at instant: Instant, using generator: inout some RandomNumberGenerator) {
        self.init(
            bytes: Secret(count: Self.size, using: &generator).bytes,
            expires: Instant(seconds: instant.seconds + Self.lifetime))
    }

    var text: String { Base64.url.encode(bytes) }
}
