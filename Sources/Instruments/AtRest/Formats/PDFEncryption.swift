/// PDF documents with an encryption dictionary (ISO 32000-2, 7.6).
enum PDFEncryption {
    private static let window = 256 << 10

    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        guard Field.find("%PDF-", in: Array(head.prefix(1024))) != nil else { return nil }
        let tailStart = max(0, file.size - window)
        var text = file.bytes(at: 0, count: window)
        if tailStart > 0 { text += file.bytes(at: tailStart, count: window) }
        guard Field.find("/Encrypt", in: text) != nil else { return .clear }
        let (version, length) = (number(after: "/V", in: text), number(after: "/Length", in: text))
        if Field.find("/AESV3", in: text) != nil { return .scheme("pdf", cipher: "aes-cbc", keyBits: 256) }
        if Field.find("/AESV2", in: text) != nil { return .scheme("pdf", cipher: "aes-cbc", keyBits: 128) }
        guard let version else { return .scheme("pdf") }
        return .scheme(
            "pdf", cipher: "rc4",
            keyBits: version == 1 ? 40 : length.flatMap { (40...128).contains($0) ? $0 : nil } ?? 40,
            weaknesses: ["weak-cipher"])
    }

    /// The number after a name, where the name is not the beginning of a longer one.
    private static func number(after name: String, in text: [UInt8]) -> Int? {
        var rest = text[...]
        let sought = Array(name.utf8)
        while let start = rest.firstIndex(of: sought[0]) {
            rest = rest[start...]
            guard rest.starts(with: sought) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(sought.count)
            let digits = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }.prefix(6).prefix {
                (0x30...0x39).contains($0)
            }
            if !digits.isEmpty { return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        }
        return nil
    }
}
