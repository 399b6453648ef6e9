import BaseEncoding
public import Credentials
import Crypto

/// What a form must bring along, so that no other site can send it (OWASP, Cross-Site Request Forgery Prevention).
///
/// It is made from the session's token, so that nothing more is kept, and fits no other session.
public struct CSRFToken: Sendable, CustomStringConvertible {
    private let tag: Secret

    /// The token of a session.
    public init(session: SessionToken) {
        let key = SymmetricKey(data: Array(session.text.utf8))
        tag = Secret(Array(HMAC<SHA256>.authenticationCode(for: Array("seawall form\n".utf8), using: key)))
    }

    /// What a form holds.
    public var text: String { Base64.url.encode(tag.bytes) }

    /// Whether a form brought it; the time taken does not tell how near it was.
    public func matches(_ text: String) -> Bool {
        text.utf8.count <= 64 && Base64.url.decode(text.utf8).map { Secret($0) == tag } ?? false
    }

    /// The words "form token": it must not show in logs.
    public var description: String { "form token" }
}
