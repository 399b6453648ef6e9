import Crypto

/// The part of TLS 1.3's key schedule that leads to a server's handshake keys (RFC 8446, section 7.1).
struct KeySchedule {
    private let sha384: Bool
    private let aead: AEAD

    private enum AEAD {
        case aes(Int)
        case chaCha
    }

    private var key = SymmetricKey(size: .bits256)
    private var iv: [UInt8] = []
    private var sequence: UInt64 = 0

    /// The keys of a suite; nil where the suite cannot be read here.
    init?(suite: UInt16, shared: SharedSecret, transcript: [UInt8]) {
        switch suite {
        case 0x1301: (sha384, aead) = (false, .aes(16))
        case 0x1302: (sha384, aead) = (true, .aes(32))
        case 0x1303: (sha384, aead) = (false, .chaCha)
        default: return nil
        }
        let secret =
            sha384
            ? Self.handshakeSecret(SHA384.self, shared, transcript)
            : Self.handshakeSecret(SHA256.self, shared, transcript)
        let length =
            switch aead {
            case .aes(let length): length
            case .chaCha: 32
            }
        key = SymmetricKey(data: expand(secret, "key", [], length))
        iv = expand(secret, "iv", [], 12)
    }

    /// Opens a record; nil where it does not open.
    mutating func open(_ header: [UInt8], _ body: [UInt8]) -> (type: UInt8, content: [UInt8])? {
        guard body.count > 16 else { return nil }
        var nonce = iv
        for place in 0..<8 { nonce[4 + place] ^= UInt8(truncatingIfNeeded: sequence >> UInt64(56 - 8 * place)) }
        sequence += 1
        let cipher = body.dropLast(16)
        let tag = body.suffix(16)
        var plain: [UInt8]
        switch aead {
        case .aes:
            guard let nonce = try? AES.GCM.Nonce(data: nonce),
                let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: cipher, tag: tag),
                let opened = try? AES.GCM.open(box, using: key, authenticating: header)
            else { return nil }
            plain = Array(opened)
        case .chaCha:
            guard let nonce = try? ChaChaPoly.Nonce(data: nonce),
                let box = try? ChaChaPoly.SealedBox(nonce: nonce, ciphertext: cipher, tag: tag),
                let opened = try? ChaChaPoly.open(box, using: key, authenticating: header)
            else { return nil }
            plain = Array(opened)
        }
        // Zeros may pad the content; the last other byte is its type (section 5.2).
        while plain.last == 0 { plain.removeLast() }
        guard let type = plain.popLast() else { return nil }
        return (type, plain)
    }

    private static func handshakeSecret<Hash: HashFunction>(
        _: Hash.Type, _ shared: SharedSecret, _ transcript: [UInt8]
    ) -> [UInt8] {
        let size = Hash.Digest.byteCount
        let zeros = [UInt8](repeating: 0, count: size)
        let early = HKDF<Hash>.extract(inputKeyMaterial: SymmetricKey(data: zeros), salt: [UInt8]())
        let empty = Array(Hash.hash(data: []))
        let derived = label(Hash.self, Array(early), "derived", empty, size)
        let secret = shared.withUnsafeBytes {
            HKDF<Hash>.extract(inputKeyMaterial: SymmetricKey(data: $0), salt: derived)
        }
        return label(Hash.self, Array(secret), "s hs traffic", Array(Hash.hash(data: transcript)), size)
    }

    private func expand(_ secret: [UInt8], _ name: String, _ context: [UInt8], _ count: Int) -> [UInt8] {
        sha384
            ? Self.label(SHA384.self, secret, name, context, count)
            : Self.label(SHA256.self, secret, name, context, count)
    }

    /// HKDF-Expand-Label.
    private static func label<Hash: HashFunction>(
        _: Hash.Type, _ secret: [UInt8], _ name: String, _ context: [UInt8], _ count: Int
    ) -> [UInt8] {
        let text = Array("tls13 \(name)".utf8)
        let info =
            [UInt8(count >> 8), UInt8(count & 0xFF), UInt8(text.count)] + text + [UInt8(context.count)] + context
        let key = HKDF<Hash>.expand(
            pseudoRandomKey: SymmetricKey(data: secret), info: info, outputByteCount: count)
        return key.withUnsafeBytes { Array($0) }
    }
}
