/// ZIP archives with encrypted entries: WinZip AES (extra field 0x9901) or the old ZipCrypto (APPNOTE, section 6.1).
enum ZipEncryption {
    private static let directoryLimit = 16 << 20
    private static let entryLimit = 200_000

    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        guard head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        let tailStart = max(0, file.size - 66_000)
        let tail = file.bytes(at: tailStart, count: file.size - tailStart)
        guard tail.count >= 22,
            let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
                Field.little(tail, at: $0, count: 4) == 0x0605_4B50
            })
        else { return .unknown }
        let size = Field.little(tail, at: end + 12, count: 4)
        let offset = Field.little(tail, at: end + 16, count: 4)
        guard size <= directoryLimit else { return .unknown }
        let directory = file.bytes(at: offset, count: size)
        var (encrypted, clear, old) = (0, 0, 0)
        var keyBits: Int?
        var place = 0
        while place + 46 <= directory.count, Field.little(directory, at: place, count: 4) == 0x0201_4B50,
            encrypted + clear < entryLimit
        {
            let flags = Field.little(directory, at: place + 8, count: 2)
            let nameLength = Field.little(directory, at: place + 28, count: 2)
            let extraLength = Field.little(directory, at: place + 30, count: 2)
            let commentLength = Field.little(directory, at: place + 32, count: 2)
            if flags & 1 == 1 {
                encrypted += 1
                if let strength = aesStrength(directory, from: place + 46 + nameLength, count: extraLength) {
                    keyBits = [128, 192, 256].indices.contains(strength - 1) ? [128, 192, 256][strength - 1] : nil
                } else {
                    old += 1
                }
            } else if Field.little(directory, at: place + 24, count: 4) > 0 {
                clear += 1
            }
            place += 46 + nameLength + extraLength + commentLength
        }
        if encrypted == 0 { return .clear }
        // The directory is in clear, so names can be read even where contents cannot.
        if clear > 0 { return Protection(state: .clear, scheme: nil, weaknesses: ["names-visible"]) }
        if old > 0 {
            return .scheme("zipcrypto", cipher: "zipcrypto", keyBits: 96, weaknesses: ["weak-cipher", "names-visible"])
        }
        return .scheme(
            "zip-aes", cipher: "aes-ctr", keyBits: keyBits, kdf: "pbkdf2-sha1", weaknesses: ["names-visible"])
    }

    private static func aesStrength(_ bytes: [UInt8], from start: Int, count: Int) -> Int? {
        var place = start
        while place + 4 <= min(start + count, bytes.count) {
            let length = Field.little(bytes, at: place + 2, count: 2)
            if Field.little(bytes, at: place, count: 2) == 0x9901 {
                return Field.little(bytes, at: place + 8, count: 1)
            }
            place += 4 + length
        }
        return nil
    }
}
