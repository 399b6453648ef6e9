/// 7z archives: the AES coder's id (06F10701) stands in the header, or the header itself is packed and encrypted.
enum SevenZipEncryption {
    private static let headerLimit = 4 << 20
    private static let aes: [UInt8] = [0x06, 0xF1, 0x07, 0x01]

    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        guard head.count >= 32, head.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) else { return nil }
        let offset = Field.little(head, at: 12, count: 8)
        let size = Field.little(head, at: 20, count: 8)
        guard offset >= 0, size > 0, size <= headerLimit, offset <= file.size else { return .unknown }
        let header = file.bytes(at: 32 + offset, count: size)
        guard header.count == size else { return .unknown }
        let found = (0..<max(0, header.count - 3)).contains { header[$0..<$0 + 4].elementsEqual(aes) }
        // An encoded header (0x17) without AES is compressed: the streams behind it cannot be seen from here.
        if !found { return header.first == 0x17 ? nil : .clear }
        let visible = header.first == 0x01
        return .scheme(
            "7z", cipher: "aes-cbc", keyBits: 256, kdf: "7z-sha256", weaknesses: visible ? ["names-visible"] : [])
    }
}
