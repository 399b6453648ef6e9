/// Formats that a few bytes name.
enum SmallFormats {
    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        if head.starts(with: Array("age-encryption.org/v1\n".utf8))
            || head.starts(with: Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8))
        {
            return .scheme("age", cipher: "chacha20-poly1305", keyBits: 256)
        }
        // `openssl enc` does not say how the key was derived, nor by which cipher.
        if head.starts(with: Array("Salted__".utf8)), file.size > 16 { return .scheme("openssl") }
        if head.starts(with: Array("-----BEGIN CMS-----".utf8)) { return nil }
        // CMS EnvelopedData: SEQUENCE { OID 1.2.840.113549.1.7.3 } (RFC 5652, section 6).
        let enveloped: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03]
        if head.first == 0x30, (2...6).contains(where: { head.dropFirst($0).starts(with: enveloped) }) {
            return .scheme("cms")
        }
        if head.starts(with: Array("VimCrypt~0".utf8)) {
            let weak = head.count > 11 && (head[10] == UInt8(ascii: "1") || head[10] == UInt8(ascii: "2"))
            return .scheme("vim", cipher: "blowfish", weaknesses: weak ? ["weak-cipher"] : [])
        }
        return nil
    }
}
