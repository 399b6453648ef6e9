import Glibc

/// The devices under a path, from its file system down to the disk, as /proc and /sys tell any account.
struct VolumeChain: Sendable {
    /// The chain from the file system down, such as `ext4 > dm-crypt(luks2) > nvme0n1p3`.
    let text: String
    /// The kind of encryption on the way, such as `luks2`; nil where there is none.
    let encryption: String?

    private static let depthLimit = 16
    private static let mountLimit = 1 << 20

    /// The chain of a path; nil where it has no block device under it, or that cannot be found out.
    ///
    /// - Parameter root: the folder that `proc` and `sys` stand in; empty for the machine's own.
    init?(_ path: String, root: String = "") {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        let device = UInt64(information.st_dev)
        self.init(major: Self.major(device), minor: Self.minor(device), root: root)
    }

    /// The chain of a device by its numbers.
    init?(major: UInt64, minor: UInt64, root: String) {
        let number = "\(major):\(minor)"
        guard let type = Self.fileSystem(number, root: root) else { return nil }
        var parts = [type]
        var found: String?
        var waiting = ["\(root)/sys/dev/block/\(number)"]
        var seen: Set<String> = []
        while let folder = waiting.popLast(), seen.count < Self.depthLimit {
            guard let name = Self.line("\(folder)/uevent", prefix: "DEVNAME="), seen.insert(name).inserted else {
                continue
            }
            // The identity that the device mapper gives is readable by all: CRYPT-LUKS2-… under dm-crypt.
            if let identity = Self.line("\(folder)/dm/uuid", prefix: "") {
                if identity.hasPrefix("CRYPT-") {
                    let kind = identity.dropFirst(6).prefix { $0 != "-" }.lowercased()
                    found = found ?? kind
                    parts.append("dm-crypt(\(kind))")
                } else {
                    parts.append(identity.prefix { $0 != "-" }.lowercased())
                }
            } else {
                parts.append(name)
            }
            waiting += Self.names("\(folder)/slaves").map { "\(root)/sys/class/block/\($0)" }
        }
        guard parts.count > 1 else { return nil }
        text = parts.joined(separator: " > ")
        encryption = found
    }

    /// The type of the file system mounted from a device (proc_pid_mountinfo(5)).
    private static func fileSystem(_ number: String, root: String) -> String? {
        guard let text = content("\(root)/proc/self/mountinfo", limit: mountLimit) else { return nil }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 6, fields[2] == number, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
            else { continue }
            return String(fields[dash + 1])
        }
        return nil
    }

    private static func line(_ path: String, prefix: String) -> String? {
        content(path, limit: 4_096)?.split(separator: "\n").first { $0.hasPrefix(prefix) }.map {
            String($0.dropFirst(prefix.count))
        }
    }

    private static func content(_ path: String, limit: Int) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count < limit {
            let count = read(descriptor, &block, block.count)
            if count <= 0 { break }
            bytes += block[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream), names.count < 64 {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func major(_ device: UInt64) -> UInt64 { device >> 8 & 0xFFF | device >> 32 & ~0xFFF }

    private static func minor(_ device: UInt64) -> UInt64 { device & 0xFF | device >> 12 & ~0xFF }
}
