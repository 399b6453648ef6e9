import Files
import Glibc
import Model

/// Reads the files of one overlay within its limits.
struct OverlayFolderReader {
    let path: String
    let limits: OverlayFolder.Limits
    private var bytes = 0
    private var count = 0

    init(path: String, limits: OverlayFolder.Limits) {
        self.path = path
        self.limits = limits
    }

    mutating func files() throws(Fault) -> [OverlayFolder.File] {
        guard try list("").contains(OverlayFolder.manifest) else {
            throw Fault("content-files.not-overlay", at: SourcePlace(file: path))
        }
        return try files(in: "", depth: 0)
    }

    private mutating func files(in folder: String, depth: Int) throws(Fault) -> [OverlayFolder.File] {
        var files: [OverlayFolder.File] = []
        for entry in try list(folder) {
            let name = folder.isEmpty ? entry : folder + "/" + entry
            let place = SourcePlace(file: path + "/" + name)
            var information = stat()
            guard lstat(place.file, &information) == 0 else { throw BoundedFile.fault(errno, at: place) }
            count += 1
            guard count <= limits.files else {
                throw Fault("content-files.overlay-too-many", ["limit": String(limits.files)], at: place)
            }
            switch information.st_mode & S_IFMT {
            case S_IFLNK: throw Fault("content-files.overlay-link", at: place)
            case S_IFDIR:
                guard depth > 0 || OverlayFolder.layout.contains(where: { $0.folder == name }) else {
                    throw unexpected(place)
                }
                guard depth < limits.depth else {
                    throw Fault("content-files.overlay-too-deep", ["limit": String(limits.depth)], at: place)
                }
                files += try self.files(in: name, depth: depth + 1)
            default:
                if depth == 0, name == "README.md" { continue }
                guard Self.isExpected(name) else { throw unexpected(place) }
                files.append(OverlayFolder.File(name: name, bytes: try read(place)))
            }
        }
        return files
    }

    private mutating func read(_ place: SourcePlace) throws(Fault) -> [UInt8] {
        let read = try BoundedFile.read(place.file, limit: limits.fileBytes, followsLink: false)
        bytes += read.count
        guard bytes <= limits.bytes else {
            throw Fault("content-files.overlay-too-large", ["limit": String(limits.bytes)], at: place)
        }
        return read
    }

    /// The names in a folder, hidden ones left out, sorted.
    private func list(_ folder: String) throws(Fault) -> [String] {
        let place = SourcePlace(file: folder.isEmpty ? path : path + "/" + folder)
        guard let stream = opendir(place.file) else { throw BoundedFile.fault(errno, at: place) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            names.append(name)
            guard names.count <= limits.files else {
                throw Fault("content-files.overlay-too-many", ["limit": String(limits.files)], at: place)
            }
        }
        return names.sorted()
    }

    private func unexpected(_ place: SourcePlace) -> Fault {
        let expected = OverlayFolder.layout.map { layout in
            layout.folder + "/ (" + layout.suffixes.map { "*\($0)" }.joined(separator: ", ") + ")"
        }
        return Fault(
            "content-files.overlay-unexpected",
            ["expected": ([OverlayFolder.manifest, "README.md"] + expected).joined(separator: ", ")], at: place)
    }

    private static func isExpected(_ name: String) -> Bool {
        if name == OverlayFolder.manifest { return true }
        return OverlayFolder.layout.contains { layout in
            name.hasPrefix(layout.folder + "/") && layout.suffixes.contains { name.hasSuffix($0) }
        }
    }
}
