import Glibc
public import Model

/// Reads files that people name, whole and within a limit.
public enum BoundedFile {
    /// The bytes of a regular file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: the most bytes it may have.
    ///   - followsLink: whether it may be a symbolic link.
    /// - Throws: `Fault` (`files.missing`, `files.no-permission`, `files.not-regular`, `files.too-large`,
    ///   `files.unreadable`), placed at the path.
    public static func read(_ path: String, limit: Int, followsLink: Bool = true) throws(Fault) -> [UInt8] {
        let place = SourcePlace(file: path)
        let descriptor = try open(path, followsLink: followsLink)
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw fault(errno, at: place) }
        guard information.st_size <= limit else {
            throw Fault("files.too-large", ["limit": String(limit)], at: place)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(information.st_size) + 1)
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw fault(errno, at: place)
            }
            if count == 0 { return bytes }
            bytes += block[..<count]
            guard bytes.count <= limit else {
                throw Fault("files.too-large", ["limit": String(limit)], at: place)
            }
        }
    }

    /// Hands over the bytes of a regular file of any size, block by block.
    ///
    /// - Throws: `Fault` as above, placed at the path; what `body` throws.
    public static func forEachBlock(of path: String, _ body: ([UInt8]) throws -> Void) throws {
        let place = SourcePlace(file: path)
        let descriptor = try open(path)
        defer { close(descriptor) }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw fault(errno, at: place)
            }
            if count == 0 { return }
            try body(count == block.count ? block : Array(block[..<count]))
        }
    }

    /// Opens a regular file for reading.
    ///
    /// - Throws: `Fault` as above, placed at the path.
    static func open(_ path: String, followsLink: Bool = true) throws(Fault) -> Int32 {
        let place = SourcePlace(file: path)
        // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
        let descriptor = Glibc.open(
            path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLink ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else { throw fault(errno, at: place) }
        var information = stat()
        let isRead = fstat(descriptor, &information) == 0
        let code = errno
        guard isRead, information.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw isRead ? Fault("files.not-regular", at: place) : fault(code, at: place)
        }
        return descriptor
    }

    /// The paths of all regular files under a folder, relative to it and sorted; links are not followed.
    ///
    /// - Parameter except: paths that are left out, with all below them.
    /// - Throws: `Fault`, also where there are more than `limit` files.
    public static func list(
        _ folder: String, limit: Int = 20_000, except: Set<String> = []
    ) throws(Fault) -> [String] {
        var found: [String] = []
        var waiting = [""]
        while let relative = waiting.popLast() {
            let path = relative.isEmpty ? folder : folder + "/" + relative
            guard let stream = opendir(path) else { throw fault(errno, at: SourcePlace(file: path)) }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") { continue }
                let child = relative.isEmpty ? name : relative + "/" + name
                if except.contains(child) { continue }
                var information = stat()
                guard lstat(folder + "/" + child, &information) == 0 else { continue }
                switch information.st_mode & S_IFMT {
                case S_IFREG: found.append(child)
                case S_IFDIR: waiting.append(child)
                default: break
                }
                guard found.count + waiting.count <= limit else {
                    throw Fault("files.too-many", ["limit": String(limit)], at: SourcePlace(file: folder))
                }
            }
        }
        return found.sorted()
    }

    /// What a failed system call says, in a person's words.
    package static func fault(_ code: Int32, at place: SourcePlace) -> Fault {
        switch code {
        case ENOENT, ENOTDIR: Fault("files.missing", at: place)
        case EACCES, EPERM: Fault("files.no-permission", at: place)
        case ENOSPC, EDQUOT: Fault("files.disk-full", at: place)
        case EROFS: Fault("files.read-only", at: place)
        case ELOOP: Fault("files.link-loop", at: place)
        default: Fault("files.unreadable", ["problem": String(cString: strerror(code))], at: place)
        }
    }
}
