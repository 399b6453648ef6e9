import CArchive
import Glibc
import Model

/// Walks folders depth first, each opened from its parent without following links, with one descriptor a level.
final class FolderWalker {
    private struct Level {
        let descriptor: Int32
        let device: UInt64
        /// Names still to visit, last first.
        var names: [[UInt8]]
    }

    private let root: ExtractionUnit.Root
    private let limits: ExtractionLimits
    private var levels: [Level] = []
    private var components: [[UInt8]] = []
    private var pending: UnitWalk.Item?
    private var started = false
    private var isOver = false
    private var files = 0
    private var bytes: Int64 = 0

    init(root: ExtractionUnit.Root, limits: ExtractionLimits) {
        self.root = root
        self.limits = limits
    }

    deinit { for level in levels { close(level.descriptor) } }

    func next() -> UnitWalk.Item? {
        if !started {
            started = true
            if let item = start() { return item }
        }
        while !isOver, let top = levels.indices.last {
            guard let name = levels[top].names.popLast() else {
                close(levels[top].descriptor)
                levels.removeLast()
                components = components.dropLast()
                continue
            }
            if let item = visit(name, in: levels[top]) { return item }
        }
        return nil
    }

    private func start() -> UnitWalk.Item? {
        guard let status = FileStatus(path: root.path) else { return note([], "changed") }
        if status.kind == .folder {
            let descriptor = open(root.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { return unreadable([]) }
            return enter(descriptor, [])
        }
        let name = root.path.split(separator: "/").last.map { DisplayName(Array($0.utf8)).text } ?? root.display
        return item(status, name: name, [])
    }

    private func visit(_ name: [UInt8], in level: Level) -> UnitWalk.Item? {
        let path = components + [name]
        guard path.reduce(root.path.utf8.count, { $0 + $1.count + 1 }) <= limits.pathLength else {
            return note(path, "path-too-long", ["limit": String(limits.pathLength)])
        }
        guard let status = withName(name, { FileStatus(name: $0, in: level.descriptor) }) else {
            return unreadable(path)
        }
        guard status.kind == .folder else { return item(status, name: display(path), path) }
        guard levels.count < limits.folderDepth else {
            return note(path, "folder-too-deep", ["limit": String(limits.folderDepth)])
        }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let descriptor = withName(name) { openat(level.descriptor, $0, flags) }
        guard descriptor >= 0 else { return unreadable(path) }
        if status.device != level.device, Self.pseudoFileSystems.contains(linux_file_system(descriptor)) {
            close(descriptor)
            return note(path, "pseudo-file-system")
        }
        return enter(descriptor, path)
    }

    /// Lists a folder and goes on inside it.
    private func enter(_ descriptor: Int32, _ path: [[UInt8]]) -> UnitWalk.Item? {
        let listing = dup(descriptor)
        guard let status = FileStatus(descriptor: descriptor), listing >= 0, let folder = fdopendir(listing) else {
            if listing >= 0 { close(listing) }
            close(descriptor)
            return unreadable(path)
        }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
            guard names.count <= limits.files else { break }
            errno = 0
        }
        let cause = errno
        names.sort { $1.lexicographicallyPrecedes($0) }
        levels.append(Level(descriptor: descriptor, device: status.device, names: names))
        components = path
        guard cause != 0 else { return nil }
        errno = cause
        return unreadable(path)
    }

    /// A file that is no folder.
    private func item(_ status: FileStatus, name: String, _ path: [[UInt8]]) -> UnitWalk.Item {
        switch status.kind {
        case .regular: break
        case .symbolicLink: return note(path, "symbolic-link")
        case .fifo: return note(path, "fifo")
        case .socket: return note(path, "socket")
        case .device: return note(path, "device")
        case .folder, .unknown: return note(path, "special-file")
        }
        files += 1
        bytes += min(status.size, status.stored)
        if files > limits.files || bytes > limits.bytesPerStore {
            isOver = true
            return files > limits.files
                ? note([], "too-many-files", ["limit": String(limits.files)])
                : note([], "store-too-large", ["limit": String(limits.bytesPerStore)])
        }
        return .unit(
            ExtractionUnit(
                name: name, size: status.size, modified: status.modified, root: root, components: path))
    }

    private func note(_ path: [[UInt8]], _ id: String, _ arguments: [String: String] = [:]) -> UnitWalk.Item {
        let shown = path.isEmpty ? root.display : display(path)
        return .notScanned(path: [shown], reason: Message("extraction." + id, arguments))
    }

    private func unreadable(_ path: [[UInt8]]) -> UnitWalk.Item {
        let cause = errno
        if cause == EACCES || cause == EPERM { return note(path, "no-permission") }
        return note(path, "file-unreadable", ["cause": String(cString: strerror(cause))])
    }

    private func display(_ path: [[UInt8]]) -> String { path.map { DisplayName($0).text }.joined(separator: "/") }

    private func withName<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            // A literal terminator was appended: the buffer is never empty.
            body(buffer.baseAddress!)
        }
    }

    /// File systems that the kernel makes up as they are read: proc, sysfs, cgroup, debugfs, tracefs and their kin.
    private static let pseudoFileSystems: Set<Int> = [
        0x9FA0, 0x6265_6572, 0x27_E0EB, 0x6367_7270, 0x6462_6720, 0x7472_6163, 0x7363_6673, 0x1CD1, 0x5346_414F,
        0xCAFE_4A11, 0x6E73_6673, 0x6573_5543, 0x6165_676C, 0x1980_0202, 0xF97C_FF8C,
    ]
}
