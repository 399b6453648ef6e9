import Glibc
public import Model

/// Fills a folder beside its place, and puts it there whole: whoever looks sees nothing, or all of it.
public enum AtomicFolder {
    /// Makes a folder, for this account alone.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there but an empty folder.
    ///   - fill: fills the folder that it is handed, whose name is the path with `.partial-` and six letters behind it.
    ///     That one is left behind where the program is killed, and only then.
    /// - Throws: what `fill` throws, and `Fault` (`files.not-empty`, `files.mounted`, `files.…`) placed at the path;
    ///   `CancellationError` where the task was cancelled.
    public static func write<Value>(
        to path: String, fill: (_ partial: String) async throws -> Value
    ) async throws -> Value {
        let path = settled(path)
        try refuseFilled(path)
        try AtomicFile.makeFolder(parent(of: path))
        var template = Array("\(path).partial-XXXXXX".utf8CString)
        let partial = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let partial else { throw BoundedFile.fault(errno, at: SourcePlace(file: path)) }
        do {
            let value = try await fill(partial)
            try flush(partial)
            // Whoever cancelled this is told that nothing is there.
            try Task.checkCancellation()
            guard rename(partial, path) == 0 else { throw fault(placing: errno, path) }
            try flushFolder(parent(of: path))
            return value
        } catch {
            remove(partial)
            throw error
        }
    }

    /// Refuses a place where there is something already.
    ///
    /// - Throws: `Fault` (`files.not-empty`, `files.not-folder`, `files.…`) placed at the path.
    public static func refuseFilled(_ path: String) throws(Fault) {
        var information = stat()
        guard lstat(path, &information) == 0 else { return }
        let place = SourcePlace(file: path)
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw Fault("files.not-folder", at: place)
        }
        guard try names(in: path).isEmpty else { throw Fault("files.not-empty", at: place) }
    }

    /// Whether a folder is there with something in it.
    public static func isFilled(_ path: String) -> Bool { ((try? names(in: path)) ?? []).isEmpty == false }

    /// The folder that a path lies in.
    public static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path without slashes at its end; of one that is there, the path that no link is part of.
    private static func settled(_ path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        var path = path
        while path.count > 1, path.last == "/" { path.removeLast() }
        return path
    }

    private static func fault(placing code: Int32, _ path: String) -> Fault {
        switch code {
        case EBUSY, EXDEV: Fault("files.mounted", at: SourcePlace(file: path))
        case ENOTEMPTY, EEXIST: Fault("files.not-empty", at: SourcePlace(file: path))
        default: BoundedFile.fault(code, at: SourcePlace(file: path))
        }
    }

    /// Everything in a folder, but not what lies deeper.
    private static func names(in folder: String) throws(Fault) -> [String] {
        guard let stream = opendir(folder) else { throw BoundedFile.fault(errno, at: SourcePlace(file: folder)) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// A name is durable only once its folder is.
    private static func flush(_ folder: String) throws(Fault) {
        for name in try names(in: folder) where isFolder(folder + "/" + name) { try flush(folder + "/" + name) }
        try flushFolder(folder)
    }

    private static func flushFolder(_ folder: String) throws(Fault) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BoundedFile.fault(errno, at: SourcePlace(file: folder)) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BoundedFile.fault(errno, at: SourcePlace(file: folder)) }
    }

    private static func remove(_ folder: String) {
        for name in (try? names(in: folder)) ?? [] {
            let path = folder + "/" + name
            if isFolder(path) { remove(path) } else { unlink(path) }
        }
        rmdir(folder)
    }
}
