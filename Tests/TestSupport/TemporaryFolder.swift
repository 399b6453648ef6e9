import Glibc

/// A folder of one test's own, removed when the value goes.
public final class TemporaryFolder: Sendable {
    /// Its absolute path.
    public let path: String

    /// Makes a new empty folder.
    public init() {
        var template = Array("/tmp/seawall-test-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, mkdtemp(base) != nil else { return "" }
            return String(cString: base)
        }
        precondition(!path.isEmpty, "mkdtemp failed: \(String(cString: strerror(errno)))")
    }

    deinit { Self.remove(path) }

    /// Writes a file of that name, folders on the way included, and gives its path.
    @discardableResult
    public func write(_ name: String, _ bytes: some Sequence<UInt8>) -> String {
        let file = path + "/" + name
        for (index, byte) in zip(file.indices, file) where byte == "/" && index > file.startIndex {
            mkdir(String(file[..<index]), 0o755)
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        precondition(descriptor >= 0, "cannot write \(file)")
        defer { close(descriptor) }
        let data = Array(bytes)
        var offset = 0
        while offset < data.count {
            let written = data[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            precondition(written > 0, "cannot write \(file)")
            offset += written
        }
        return file
    }

    /// Writes a text file.
    @discardableResult
    public func write(_ name: String, _ text: String) -> String { write(name, text.utf8) }

    private static func remove(_ path: String) { path.withCString { remove($0) } }

    /// By bytes: names that are no UTF-8 are among those that tests make.
    private static func remove(_ path: UnsafePointer<CChar>) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        chmod(path, 0o700)
        if let folder = opendir(path) {
            let stem = Array(UnsafeBufferPointer(start: path, count: strlen(path))) + [CChar(UInt8(ascii: "/"))]
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    Array(bytes.bindMemory(to: CChar.self).prefix { $0 != 0 })
                }
                if name != [46], name != [46, 46] { remove(stem + name + [0]) }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
