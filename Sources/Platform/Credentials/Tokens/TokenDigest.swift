import BaseEncoding
import Crypto

/// The SHA-256 of a token's text: all that is kept of it. A search by digest tells nothing of near misses.
public struct TokenDigest: Sendable, Hashable, CustomStringConvertible {
    private static let nameSize = 8

    /// 32 bytes.
    public let bytes: [UInt8]

    /// A digest that was kept; nil unless it has 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }

    init(of text: String) { bytes = Array(SHA256.hash(data: Array(text.utf8))) }

    /// The digest in hexadecimal.
    public var description: String { Hexadecimal.encode(bytes) }

    /// The digest's beginning, by which lists and logs tell tokens apart.
    public var name: String { String(description.prefix(Self.nameSize)) }
}
