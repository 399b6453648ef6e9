/// The kind and size of a public key.
struct PublicKeyFacts {
    /// `rsa`, `ec`, `ed25519`, …, as `docs/judgement-record.md` names them.
    let type: String
    /// Bits of the modulus, the field or the prime; nil where the type says it all.
    let bits: Int?
    /// The curve, where there is one.
    let curve: String?
    /// The SubjectPublicKeyInfo as DER.
    let info: [UInt8]
    /// The key's own bytes.
    let raw: [UInt8]

    private static let curves = [
        "1.2.840.10045.3.1.7": ("P-256", 256), "1.3.132.0.34": ("P-384", 384), "1.3.132.0.35": ("P-521", 521),
        "1.2.840.10045.3.1.1": ("P-192", 192), "1.3.132.0.33": ("P-224", 224), "1.3.132.0.10": ("secp256k1", 256),
        "1.3.36.3.3.2.8.1.1.7": ("brainpoolP256r1", 256), "1.3.36.3.3.2.8.1.1.11": ("brainpoolP384r1", 384),
        "1.3.36.3.3.2.8.1.1.13": ("brainpoolP512r1", 512), "1.2.156.10197.1.301": ("SM2", 256),
    ]

    /// Reads a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7).
    init?(_ node: DERNode) {
        guard node.children.count == 2, let algorithm = node.children[0].children.first?.oid,
            let bits = node.children[1].bits
        else { return nil }
        let parameters = node.children[0].children.dropFirst().first
        info = Array(node.encoded)
        raw = Array(bits)
        switch algorithm {
        case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.7":
            type = algorithm.hasSuffix(".10") ? "rsa-pss" : "rsa"
            self.bits = DERNode(bits)?.children.first.map { Self.size($0.content) }
            curve = nil
        case "1.2.840.10045.2.1":
            type = "ec"
            let named = parameters?.oid.map { Self.curves[$0] ?? ($0, 0) }
            curve = named?.0
            self.bits = named.flatMap { $0.1 > 0 ? $0.1 : nil }
        case "1.2.840.10040.4.1":
            type = "dsa"
            self.bits = parameters?.children.first.map { Self.size($0.content) }
            curve = nil
        default:
            type = Self.others[algorithm] ?? "unknown"
            self.bits = nil
            curve = nil
        }
    }

    private static let others = [
        "1.3.101.112": "ed25519", "1.3.101.113": "ed448", "2.16.840.1.101.3.4.3.17": "ml-dsa-44",
        "2.16.840.1.101.3.4.3.18": "ml-dsa-65", "2.16.840.1.101.3.4.3.19": "ml-dsa-87",
    ]

    /// Whether the key is too small for the guidelines: RSA below 2048 bits, curves below 224, DSA at all (G3 §12.1).
    var isWeak: Bool {
        switch type {
        case "rsa", "rsa-pss": (bits ?? 0) < 2048
        case "ec": (bits ?? 0) < 224
        case "dsa": true
        default: false
        }
    }

    private static func size(_ integer: ArraySlice<UInt8>) -> Int {
        let bytes = integer.drop { $0 == 0 }
        return bytes.count * 8 - (bytes.first?.leadingZeroBitCount ?? 0)
    }
}
