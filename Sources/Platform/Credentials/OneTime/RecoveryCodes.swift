import BaseEncoding
import Crypto
public import Model

/// The ways back in when a second factor is lost (NIST SP 800-63B-4, section 3.1.2, look-up secrets).
///
/// Ten codes of 80 random bits, shown once and each good once. What is kept is their HMAC-SHA-256 under a key that is
/// not kept beside them, bound to the account.
public struct RecoveryCodes: Sendable, Hashable {
    /// How many are made.
    public static let count = 10
    private static let codeSize = 10
    private static let groupSize = 4

    /// The tags of the codes that were not used yet, in hexadecimal, as they are kept.
    public private(set) var tags: [String]

    /// Codes that were kept; nil where a tag is not one.
    public init?(tags: [String]) {
        guard tags.count <= Self.count,
            tags.allSatisfy({ Hexadecimal.decode($0)?.count == SHA256.byteCount })
        else { return nil }
        self.tags = tags
    }

    /// Makes codes for an account, in the place of any that it had.
    ///
    /// - Parameters:
    ///   - account: the account's id, which never changes.
    ///   - key: the server's key for this purpose.
    /// - Returns: the codes for the person, `xxxx-xxxx-xxxx-xxxx`, and what to keep.
    public static func make(
        account: String, key: Secret, using generator: inout some RandomNumberGenerator
    ) -> (shown: [String], kept: RecoveryCodes) {
        var shown: [String] = []
        var tags: [String] = []
        for _ in 0..<count {
            let code = Secret(count: codeSize, using: &generator).bytes
            let text = Array(Base32.spoken.encode(code))
            shown.append(
                stride(from: 0, to: text.count, by: groupSize).map { String(text[$0..<$0 + groupSize]) }
                    .joined(separator: "-"))
            tags.append(tag(code, account, key))
        }
        return (shown, RecoveryCodes(sound: tags.sorted()))
    }

    /// Uses a code up.
    ///
    /// - Parameters:
    ///   - typed: what the person typed: case, hyphens and spaces count for nothing, and letters that look like digits are
    ///     read as those.
    ///   - keys: the server's keys for this purpose that the code may have been made with.
    /// - Throws: `Fault` (`credentials.recovery-wrong`), the codes unchanged.
    public mutating func use(_ typed: String, account: String, keys: [Secret]) throws(Fault) {
        guard let code = Self.read(typed) else { throw Fault("credentials.recovery-wrong") }
        let wanted = keys.map { Self.tag(code, account, $0) }
        guard let index = tags.firstIndex(where: { tag in wanted.contains { ConstantTime.equal(tag, $0) } }) else {
            throw Fault("credentials.recovery-wrong")
        }
        tags.remove(at: index)
    }

    private init(sound tags: [String]) { self.tags = tags }

    private static func read(_ typed: String) -> [UInt8]? {
        guard typed.utf8.count <= 64 else { return nil }
        let characters = typed.lowercased().utf8.compactMap { character -> UInt8? in
            switch character {
            case UInt8(ascii: "-"), UInt8(ascii: " "): nil
            case UInt8(ascii: "o"): UInt8(ascii: "0")
            case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
            default: character
            }
        }
        guard let code = Base32.spoken.decode(characters), code.count == codeSize else { return nil }
        return code
    }

    private static func tag(_ code: [UInt8], _ account: String, _ key: Secret) -> String {
        let message = Array("seawall recovery code\n".utf8) + code + Array(account.utf8)
        return Hexadecimal.encode(
            Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key.bytes))))
    }
}
