/// Volumes of other systems that name themselves.
enum VolumeHeaders {
    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        // BitLocker puts its name where a boot sector names its file system; BitLocker To Go keeps FAT's jump.
        if head.count >= 512, Field.text(head, at: 3, count: 8) == "-FVE-FS-" { return .scheme("bitlocker") }
        if head.count >= 440, Field.text(head, at: 3, count: 8) == "MSWIN4.1",
            head[424..<440].elementsEqual(bitLockerToGo)
        {
            return .scheme("bitlocker")
        }
        // FileVault 2: a CoreStorage volume header, whose signature follows a checksum.
        if head.count >= 512, Field.text(head, at: 88, count: 2) == "CS",
            Field.big(head, at: 172, count: 4) == 0x0200_0000
        {
            return .scheme("filevault", cipher: "aes-xts")
        }
        return nil
    }

    private static let bitLockerToGo: [UInt8] = [
        0x3B, 0xD6, 0x67, 0x49, 0x29, 0x2E, 0xD8, 0x4A, 0x83, 0x99, 0xF6, 0xA3, 0x39, 0xE3, 0xD0, 0x01,
    ]
}
