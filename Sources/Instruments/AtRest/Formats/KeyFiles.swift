import BaseEncoding

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
        let characters = body.utf8.filter { $0 > 0x20 }
        // The first lines alone are read: they may end within a group of four.
        guard let bytes = Base64.standard.decode(characters.prefix(characters.count / 4 * 4)) else { return .unknown }
        guard bytes.starts(with: Array("openssh-key-v1\0".utf8)) else { return .unknown }
        let cipherLength = Field.big(bytes, at: 15, count: 4)
        guard cipherLength <= 64 else { return .unknown }
        let cipher = Field.text(bytes, at: 19, count: cipherLength)
        if cipher == "none" { return .clear }
        let kdfLength = Field.big(bytes, at: 19 + cipherLength, count: 4)
        let kdf = kdfLength <= 64 ? Field.text(bytes, at: 23 + cipherLength, count: kdfLength) : ""
        return .scheme("ssh-key", cipher: cipher, kdf: kdf)
    }
}
