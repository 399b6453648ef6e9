import CanonicalJSON

/// Linux Unified Key Setup, versions 1 and 2 (LUKS1 and LUKS2 On-Disk Format Specifications).
enum LUKSHeader {
    private static let magic: [UInt8] = [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE]
    private static let jsonLimit = 4 << 20
    /// Fewer iterations than cryptsetup's own lowest for PBKDF2 are no hindrance to guessing.
    private static let leastIterations = 10_000
    private static let leastMemoryKibibytes: Int64 = 32 << 10

    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        guard head.count >= 592, head.starts(with: magic) else { return nil }
        return switch Int(head[6]) << 8 | Int(head[7]) {
        case 1: first(head)
        case 2: second(head, file)
        default: .unknown
        }
    }

    private static func first(_ head: [UInt8]) -> Protection {
        let name = Field.text(head, at: 8, count: 32)
        let mode = Field.text(head, at: 40, count: 32)
        let hash = Field.text(head, at: 72, count: 32)
        let keyBits = Field.big(head, at: 108, count: 4) * 8
        var weaknesses: Set<String> = []
        if name == "cipher_null" || name == "null" { weaknesses.insert("null-cipher") }
        for slot in 0..<8 {
            let offset = 208 + slot * 48
            guard Field.big(head, at: offset, count: 4) == 0x00AC_71F3 else { continue }
            if Field.big(head, at: offset + 4, count: 4) < leastIterations { weaknesses.insert("weak-kdf") }
        }
        return .scheme(
            "luks1", cipher: "\(name)-\(mode)", keyBits: weaknesses.contains("null-cipher") ? 0 : keyBits,
            kdf: "pbkdf2-\(hash)", weaknesses: weaknesses)
    }

    private static func second(_ head: [UInt8], _ file: FileHead) -> Protection {
        let size = Field.big(head, at: 8, count: 8)
        guard size > 4096, size <= jsonLimit else { return .unknown }
        let area = file.bytes(at: 4096, count: size - 4096)
        guard let end = area.firstIndex(of: 0), let json = try? JSONValue(parsing: Array(area[..<end])),
            let segment = json["segments"]?.members?.sorted(by: { $0.key < $1.key }).first?.value
        else { return .unknown }
        let cipher = segment["encryption"]?.text ?? ""
        var weaknesses: Set<String> = []
        if cipher.contains("null") { weaknesses.insert("null-cipher") }
        var keyBits: Int64?
        var kdf: String?
        for slot in (json["keyslots"]?.members ?? [:]).sorted(by: { $0.key < $1.key }).map(\.value) {
            keyBits = keyBits ?? slot["key_size"]?.integer.map { $0 &* 8 }
            guard let function = slot["kdf"] else { continue }
            let type = function["type"]?.text ?? ""
            kdf = kdf ?? type
            if type == "pbkdf2" {
                if (function["iterations"]?.integer ?? 0) < leastIterations { weaknesses.insert("weak-kdf") }
            } else if (function["memory"]?.integer ?? 0) < leastMemoryKibibytes {
                weaknesses.insert("weak-kdf")
            }
        }
        return .scheme(
            "luks2", cipher: cipher, keyBits: keyBits.flatMap { Int(exactly: $0) }, kdf: kdf, weaknesses: weaknesses)
    }
}
