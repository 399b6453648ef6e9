import Crypto

/// A key of ours for one group, made for one connection.
enum KeyShare {
    case x25519(Curve25519.KeyAgreement.PrivateKey)
    case p256(P256.KeyAgreement.PrivateKey)
    case p384(P384.KeyAgreement.PrivateKey)
    case p521(P521.KeyAgreement.PrivateKey)

    /// The groups that can be made, the cheapest first.
    static let groups: [UInt16] = [0x001D, 0x0017, 0x0018, 0x0019]

    init?(group: UInt16) {
        switch group {
        case 0x001D: self = .x25519(.init())
        case 0x0017: self = .p256(.init())
        case 0x0018: self = .p384(.init())
        case 0x0019: self = .p521(.init())
        default: return nil
        }
    }

    /// The public half, as a key share carries it.
    var key: [UInt8] {
        switch self {
        case .x25519(let key): Array(key.publicKey.rawRepresentation)
        case .p256(let key): Array(key.publicKey.x963Representation)
        case .p384(let key): Array(key.publicKey.x963Representation)
        case .p521(let key): Array(key.publicKey.x963Representation)
        }
    }

    /// The secret shared with a server's key; nil where that is no key of the group.
    func shared(with other: [UInt8]) -> SharedSecret? {
        switch self {
        case .x25519(let key):
            (try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: other)).flatMap {
                try? key.sharedSecretFromKeyAgreement(with: $0)
            }
        case .p256(let key):
            (try? P256.KeyAgreement.PublicKey(x963Representation: other)).flatMap {
                try? key.sharedSecretFromKeyAgreement(with: $0)
            }
        case .p384(let key):
            (try? P384.KeyAgreement.PublicKey(x963Representation: other)).flatMap {
                try? key.sharedSecretFromKeyAgreement(with: $0)
            }
        case .p521(let key):
            (try? P521.KeyAgreement.PublicKey(x963Representation: other)).flatMap {
                try? key.sharedSecretFromKeyAgreement(with: $0)
            }
        }
    }
}
