/// Private keys: encrypted under a passphrase, or lying open.
enum KeyFiles {
    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        guard head.starts(with: Array("-----BEGIN ".utf8)) else { return nil }
        let text = String(decoding: head.prefix(8_192), as: UTF8.self)
        if text.contains("BEGIN OPENSSH PRIVATE KEY") { return openSSH(text) }
        if text.contains("BEGIN ENCRYPTED PRIVATE KEY") { return .scheme("pkcs8") }
        guard text.contains("PRIVATE KEY") else { return nil }
        guard text.contains("Proc-Type: 4,ENCRYPTED") else { return .clear }
        // The old PEM form derives its key by one round of MD5.
        let cipher = text.firstRange(of: "DEK-Info: ").map { text[$0.upperBound...].prefix { $0 != "," && $0 != "\n" } }
        return .scheme("pem", cipher: cipher.map { $0.lowercased() }, kdf: "md5", weaknesses: ["weak-kdf"])
    }

    /// `openssh-key-v1`: cipher and KDF names follow the magic (OpenSSH, PROTOCOL.key).
    private static func openSSH(_ text: String) -> Protection {
        let body = text.split(separator: "\n").drop { $0.hasPrefix("-----") }.prefix(4).joined()
        let bytes = decode(body)
        guard bytes.starts(with: Array("openssh-key-v1\0".utf8)) else { return .unknown }
        let cipherLength = Field.big(bytes, at: 15, count: 4)
        guard cipherLength <= 64 else { return .unknown }
        let cipher = Field.text(bytes, at: 19, count: cipherLength)
        if cipher == "none" { return .clear }
        let kdfLength = Field.big(bytes, at: 19 + cipherLength, count: 4)
        let kdf = kdfLength <= 64 ? Field.text(bytes, at: 23 + cipherLength, count: kdfLength) : ""
        return .scheme("ssh-key", cipher: cipher, kdf: kdf)
    }

    private static func decode(_ text: some StringProtocol) -> [UInt8] {
        var bytes: [UInt8] = []
        var word: UInt32 = 0
        var bits = 0
        for byte in text.utf8 {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            default: continue
            }
            word = word << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
            }
        }
        return bytes
    }
}
