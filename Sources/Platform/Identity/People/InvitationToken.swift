import BaseEncoding
import Crypto
public import Model

/// What lets a person in once, to set a password: 256 random bits, of which only the digest is kept.
public struct InvitationToken: Sendable, Hashable, CustomStringConvertible {
    private static let prefix = "swn_"
    private static let size = 32

    /// The text, to be handed out once.
    public let text: String

    /// A new token.
    public init(using generator: inout some RandomNumberGenerator) {
        let bytes = (0..<Self.size).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        text = Self.prefix + Base64.url.encode(bytes)
    }

    /// Reads what a person brings.
    ///
    /// - Throws: `Fault` (`identity.invitation-unknown`) where it cannot be a token.
    public init(_ text: String) throws(Fault) {
        guard text.hasPrefix(Self.prefix), text.utf8.count <= 2 * Self.size,
            Base64.url.decode(text.dropFirst(Self.prefix.count).utf8)?.count == Self.size
        else { throw Fault("identity.invitation-unknown") }
        self.text = text
    }

    /// What is kept: the SHA-256 of the text, in hexadecimal.
    public var digest: String { Hexadecimal.encode(Array(SHA256.hash(data: Array(text.utf8)))) }

    /// The prefix alone: a token must not show in logs.
    public var description: String { Self.prefix + "…" }
}
