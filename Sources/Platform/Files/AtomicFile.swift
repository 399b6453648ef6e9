import Glibc
public import Model

/// Writes files so that a reader sees the old one or the new one, never half of either.
public enum AtomicFile {
    /// Writes a file beside its place, flushes it, and renames it into place.
    ///
    /// - Parameters:
    ///   - bytes: what it shall hold.
    ///   - path: where; the folder must be there.
    ///   - mode: its permission bits.
    /// - Throws: `Fault` (`files.disk-full`, `files.read-only`, `files.no-permission`, `files.missing`,
    ///   `files.unreadable`) placed at the path; nothing is left behind then.
    public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(Fault) {
        do {
            try write(to: path, mode: mode) { append in try append(bytes) }
        } catch let fault as Fault {
            throw fault
        } catch {
            preconditionFailure("only `append` can throw, and it throws a fault")
        }
    }

    /// Writes a file of any size the same way, part by part.
    ///
    /// - Parameter fill: is handed what appends bytes to the file; where it throws, nothing is left behind.
    /// - Throws: what `fill` throws, and `Fault` as above.
    public static func write(
        to path: String, mode: UInt32, by fill: (_ append: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let place = SourcePlace(file: path)
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { mkstemp($0) } ?? -1
        }
        guard descriptor >= 0 else { throw BoundedFile.fault(errno, at: place) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        do {
            defer { close(descriptor) }
            try fill { bytes in try append(bytes, to: descriptor, at: place) }
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
                throw BoundedFile.fault(errno, at: place)
            }
        } catch {
            unlink(template)
            throw error
        }
        guard rename(template, path) == 0 else {
            let code = errno
            unlink(template)
            throw BoundedFile.fault(code, at: place)
        }
        flushFolder(of: path)
    }

    /// A rename is durable only once the folder is.
    private static func flushFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Makes a folder and those above it.
    ///
    /// - Throws: `Fault` placed at the folder that could not be made.
    public static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(Fault) {
        var information = stat()
        if stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try makeFolder(String(path[..<slash]), mode: mode)
        }
        if mkdir(path, mode) != 0, errno != EEXIST { throw BoundedFile.fault(errno, at: SourcePlace(file: path)) }
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw Fault("files.not-folder", at: SourcePlace(file: path))
        }
    }

    static func append(_ bytes: [UInt8], to descriptor: Int32, at place: SourcePlace) throws(Fault) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw BoundedFile.fault(errno, at: place)
            }
            offset += count
        }
    }
}
