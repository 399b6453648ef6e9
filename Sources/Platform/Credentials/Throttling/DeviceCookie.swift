import BaseEncoding
import Crypto
public import Model

/// What a browser keeps after its person signed in, so that it is known at the next sign-in (OWASP, device cookies).
///
/// It lets nobody in. It tells those who count attempts that guesses by others must not slow this browser down, and that its own
/// guesses are counted apart. It holds for one account and cannot be made without the server's key.
public struct DeviceCookie: Sendable, Hashable {
    /// How many seconds it is good for: half a year.
    public static let lifetime: Int64 = 180 * 86_400
    private static let prefix = "swd_"
    private static let nonceSize = 16
    private static let timeSize = 8

    /// What the browser is known by, in hexadecimal.
    public let device: String
    /// What the browser keeps.
    public let text: String

    /// A cookie for a browser that just signed in.
    ///
    /// - Parameters:
    ///   - account: the account, the same at every sign-in.
    ///   - key: the server's key for this purpose.
    ///   - instant: now.
    public init(account: String, key: Secret, at instant: Instant, using generator: inout some RandomNumberGenerator) {
        let nonce = Secret(count: Self.nonceSize, using: &generator).bytes
        let seconds = UInt64(bitPattern: instant.seconds)
        let head = nonce + (0..<8).map { UInt8(truncatingIfNeeded: seconds >> UInt64(56 - 8 * $0)) }
        device = Hexadecimal.encode(nonce)
        text = Self.prefix + Base32.lower.encode(head + Self.tag(head, account, key))
    }

    /// Reads what a browser sent; nil where it is not a cookie of ours for the account, or too old.
    public init?(_ text: String, account: String, key: Secret, at instant: Instant) {
        guard text.utf8.count <= 256, text.hasPrefix(Self.prefix),
            let bytes = Base32.lower.decode(text.utf8.dropFirst(Self.prefix.utf8.count)),
            bytes.count == Self.nonceSize + Self.timeSize + SHA256.byteCount
        else { return nil }
        let head = Array(bytes.prefix(Self.nonceSize + Self.timeSize))
        guard ConstantTime.equal(Array(bytes.dropFirst(head.count)), Self.tag(head, account, key)) else { return nil }
        let made = Int64(bitPattern: head.dropFirst(Self.nonceSize).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        guard instant.seconds - made < Self.lifetime else { return nil }
        device = Hexadecimal.encode(Array(head.prefix(Self.nonceSize)))
        self.text = text
    }

    private static func tag(_ head: [UInt8], _ account: String, _ key: Secret) -> [UInt8] {
        let message = Array("seawall device cookie\n".utf8) + head + Array(account.utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key.bytes)))
    }
}
