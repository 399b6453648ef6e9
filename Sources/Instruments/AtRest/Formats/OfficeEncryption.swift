/// Office documents: an OLE container with an EncryptionInfo stream ([MS-OFFCRYPTO], 2.3) holds an encrypted package.
enum OfficeEncryption {
    private static let window = 4 << 20

    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        guard head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) else { return nil }
        let text = file.bytes(at: 0, count: min(file.size, window))
        let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        guard contains(name, in: text) else { return .clear }
        // Agile encryption describes itself in XML; standard encryption is AES in ECB mode.
        if Field.find("<encryption xmlns", in: text) != nil {
            let weak =
                Field.find("cipherAlgorithm=\"RC2\"", in: text) != nil
                || Field.find("cipherAlgorithm=\"DES\"", in: text) != nil
            return .scheme(
                "office", cipher: weak ? "legacy" : "aes-cbc", kdf: "agile", weaknesses: weak ? ["weak-cipher"] : [])
        }
        return .scheme("office", cipher: "aes-ecb", keyBits: 128, kdf: "standard")
    }

    private static func contains(_ sought: [UInt8], in bytes: [UInt8]) -> Bool {
        guard bytes.count >= sought.count else { return false }
        return (0...bytes.count - sought.count).contains {
            bytes[$0] == sought[0] && bytes[$0..<$0 + sought.count].elementsEqual(sought)
        }
    }
}
