import BaseEncoding
import CanonicalJSON
import Model

/// A provider's public keys (RFC 7517, section 5). Keys that we cannot use are left out, as it asks.
struct WebKeySet: Sendable {
    static let documentLimit = 256 << 10
    private static let keyLimit = 64

    private struct Entry: Sendable {
        let id: String?
        let algorithm: String?
        let key: VerificationKey
    }

    private let entries: [Entry]

    /// No keys.
    init() { entries = [] }

    /// - Throws: `Fault` (`credentials.openid-bad-document`).
    init(_ body: [UInt8]) throws(Fault) {
        guard let value = try? JSONValue(parsing: body, maximumDepth: 8, maximumBytes: Self.documentLimit),
            let keys = value["keys"]?.elements, keys.count <= Self.keyLimit
        else { throw Fault("credentials.openid-bad-document", ["field": "keys"]) }
        entries = keys.compactMap(Self.entry)
    }

    /// How many keys can be used.
    var count: Int { entries.count }

    /// The key that a token names, or, where it names none, the only one of its kind (OpenID Connect Core 1.0, section
    /// 10.1); nil where there is none, or more than one.
    func key(named id: String?, for algorithm: SignatureAlgorithm) -> VerificationKey? {
        let fitting = entries.filter { entry in
            (id == nil || entry.id == id) && entry.key.fits(algorithm)
                && (entry.algorithm.map { SignatureAlgorithm(jose: $0) == algorithm } ?? true)
        }
        return fitting.count == 1 ? fitting[0].key : nil
    }

    private static func entry(_ value: JSONValue) -> Entry? {
        guard value["use"].map({ $0.text == "sig" }) ?? true,
            value["key_ops"].map({ $0.elements?.contains("verify") ?? false }) ?? true, let key = key(value)
        else { return nil }
        return Entry(id: value["kid"]?.text, algorithm: value["alg"]?.text, key: key)
    }

    /// RFC 7518, section 6; RFC 8037, section 2.
    private static func key(_ value: JSONValue) -> VerificationKey? {
        func bytes(_ name: String) -> [UInt8] {
            value[name]?.text.flatMap { Base64.url.decode($0.utf8) } ?? []
        }
        return switch (value["kty"]?.text, value["crv"]?.text) {
        case ("EC", "P-256"): VerificationKey(x: bytes("x"), y: bytes("y"))
        case ("OKP", "Ed25519"): VerificationKey(edwards: bytes("x"))
        case ("RSA", nil): VerificationKey(modulus: bytes("n"), exponent: bytes("e"))
        default: nil
        }
    }
}
