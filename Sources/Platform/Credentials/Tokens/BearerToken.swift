import Crypto
public import Model

/// 256 random bits that let in whoever bears them. Only their digest is kept.
///
/// The text is the prefix and the lower-case base 32 of the bits and of a checksum over both, so that programs that look
/// for leaked secrets can tell one without asking: `sw[a-z]_[a-z2-7]{58}`.
public struct BearerToken<Purpose: TokenPurpose>: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    private let secret: Secret

    /// A new token.
    public init(using generator: inout some RandomNumberGenerator) {
        secret = Secret(count: tokenSize, using: &generator)
    }

    /// Reads what a client sent.
    ///
    /// - Throws: `Fault` (`credentials.not-a-token`) where it cannot be one; nothing needs to be looked up for it.
    public init(_ text: String) throws(Fault) {
        let characters = Array(text.utf8)
        guard characters.count == Purpose.prefix.utf8.count + encodedSize,
            characters.starts(with: Purpose.prefix.utf8),
            let bytes = Base32.lower.decode(characters.dropFirst(Purpose.prefix.utf8.count)),
            bytes.count == tokenSize + checksumSize
        else { throw Fault("credentials.not-a-token") }
        secret = Secret(Array(bytes.prefix(tokenSize)))
        guard ConstantTime.equal(Array(bytes.suffix(checksumSize)), checksum) else {
            throw Fault("credentials.not-a-token")
        }
    }

    /// The text, to be handed out once.
    public var text: String { Purpose.prefix + Base32.lower.encode(secret.bytes + checksum) }

    /// What is kept, and looked up when the token comes back.
    public var digest: TokenDigest { TokenDigest(of: text) }

    /// The prefix alone: a token must not show in logs.
    public var description: String { Purpose.prefix + "…" }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    private var checksum: [UInt8] {
        var hash = SHA256()
        hash.update(data: Array("seawall token checksum\n\(Purpose.prefix)".utf8))
        hash.update(data: secret.bytes)
        return Array(hash.finalize().prefix(checksumSize))
    }
}

private let tokenSize = 32
private let checksumSize = 4
private let encodedSize = 58
