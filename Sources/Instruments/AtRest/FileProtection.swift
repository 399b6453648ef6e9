/// Looks at one file with every reader of encrypted formats, then for known clear content, then by its entropy.
enum FileProtection {
    private static let headBytes = 64 << 10

    static func of(_ file: FileHead) -> Protection {
        guard file.size > 0 else { return .clear }
        let head = file.bytes(at: 0, count: headBytes)
        guard !head.isEmpty else { return .unknown }
        let readers: [([UInt8], FileHead) -> Protection?] = [
            LUKSHeader.read, VolumeHeaders.read, ZipEncryption.read, SevenZipEncryption.read, PDFEncryption.read,
            OfficeEncryption.read, OpenPGPPacket.read, KeyFiles.read, SmallFormats.read,
        ]
        for reader in readers {
            if let protection = reader(head, file) { return protection }
        }
        if KnownContent.isClear(head) { return .clear }
        return Entropy.judge(file)
    }
}
