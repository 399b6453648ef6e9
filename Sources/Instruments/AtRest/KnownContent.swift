/// Content that names itself and can be read by anyone: files, archives, pictures, databases, plain text.
enum KnownContent {
    private static let magics: [[UInt8]] = [
        Array("SQLite format 3\0".utf8), [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x28, 0xB5, 0x2F, 0xFD],
        Array("BZh".utf8), [0x04, 0x22, 0x4D, 0x18], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8),
        Array("RIFF".utf8), Array("OggS".utf8), [0x7F, 0x45, 0x4C, 0x46], Array("MZ".utf8), Array("Rar!".utf8),
        Array("ID3".utf8), Array("fLaC".utf8), [0x1A, 0x45, 0xDF, 0xA3], Array("hsqs".utf8), Array("wOF2".utf8),
        [0x00, 0x61, 0x73, 0x6D], [0xCA, 0xFE, 0xBA, 0xBE], Array("II*\0".utf8), Array("MM\0*".utf8),
        Array("QFI\u{FB}".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }), Array("conectix".utf8),
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
    ]

    /// Whether the beginning of a file is of such a kind.
    static func isClear(_ head: [UInt8]) -> Bool {
        if magics.contains(where: { head.starts(with: $0) }) { return true }
        // Names that stand further in: TAR, ISO 9660 media types, ext2 to ext4, MP4, FAT and NTFS boot sectors.
        if Field.text(head, at: 257, count: 5) == "ustar" || Field.text(head, at: 4, count: 4) == "ftyp" { return true }
        if Field.little(head, at: 0x438, count: 2) == 0xEF53 || Field.text(head, at: 32_769, count: 5) == "CD001" {
            return true
        }
        if Field.text(head, at: 3, count: 4) == "NTFS" || Field.text(head, at: 54, count: 3) == "FAT"
            || Field.text(head, at: 82, count: 5) == "FAT32" || head.starts(with: Array("XFSB".utf8))
            || Field.text(head, at: 65_600, count: 8) == "_BHRfS_M"
        {
            return true
        }
        return looksLikeText(head)
    }

    /// Text in UTF-8 or UTF-16, or anything else that is mostly printable: encrypted bytes never are.
    private static func looksLikeText(_ head: [UInt8]) -> Bool {
        let sample = head.prefix(4_096)
        if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { return true }
        let odd = sample.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x0C && $0 != 0x1B }
        let ascii = sample.count { (0x20...0x7E).contains($0) }
        // Random bytes are control characters once in nine; texts in Big5 or GB 18030 have none.
        return odd == 0 && sample.count >= 32 || (odd == 0 && ascii == sample.count) || ascii * 10 >= sample.count * 9
    }
}
