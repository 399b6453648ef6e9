import BaseEncoding
import CanonicalJSON
import Model

/// A browser's answer, as `PublicKeyCredential.toJSON()` writes it (WebAuthn level 3, section 5.1.8).
struct PasskeyResponse {
    let id: [UInt8]
    private let response: JSONValue

    /// - Throws: `Fault` (`credentials.passkey-malformed`).
    init(_ value: JSONValue) throws(Fault) {
        guard value["type"]?.text == "public-key", let id = value["id"]?.text,
            value["rawId"].map({ $0.text == id }) ?? true, let bytes = Base64.url.decode(id.utf8),
            (1...1023).contains(bytes.count), let response = value["response"]
        else { throw Self.malformed("id") }
        self.id = bytes
        self.response = response
    }

    /// A part that is bytes.
    func bytes(_ name: String) throws(Fault) -> [UInt8] {
        guard let bytes = try optionalBytes(name) else { throw Self.malformed(name) }
        return bytes
    }

    /// A part that is bytes, or absent.
    func optionalBytes(_ name: String) throws(Fault) -> [UInt8]? {
        guard let part = response[name], part != .null else { return nil }
        guard let text = part.text, text.utf8.count <= 2 * CBORReader.limit, let bytes = Base64.url.decode(text.utf8)
        else { throw Self.malformed(name) }
        return bytes
    }

    /// How the browser may reach the authenticator again; what is not the shape of such a word is left out.
    var transports: [String] {
        (response["transports"]?.elements ?? []).prefix(8).compactMap(\.text).filter { word in
            (1...32).contains(word.utf8.count)
                && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
        }
    }

    static func malformed(_ part: String) -> Fault { Fault("credentials.passkey-malformed", ["part": part]) }
}
