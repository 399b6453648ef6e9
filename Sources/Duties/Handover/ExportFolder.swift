import Backups
import CanonicalJSON
import Files
import Threads

/// The folder that an export fills, before it takes its place: files of records, written a page at a time.
final class ExportFolder {
    let path: String
    private(set) var names: [String] = []
    private(set) var counts: [ExportKind: Int] = [:]
    private var open: [ExportKind: NewFile] = [:]

    init(_ path: String) { self.path = path }

    /// Makes a file for each kind: one that is empty says that there is nothing of it.
    func begin() throws {
        for kind in ExportKind.allCases {
            open[kind] = try NewFile(path + "/" + kind.file)
            names.append(kind.file)
            counts[kind] = 0
        }
    }

    /// Appends records, a line each.
    func append(_ records: [JSONValue], to kind: ExportKind) async throws {
        guard let file = open[kind], !records.isEmpty else { return }
        counts[kind, default: 0] += records.count
        try await Blocking.run {
            try file.append(records.reduce(into: []) { $0 += $1.canonicalBytes + [UInt8(ascii: "\n")] })
        }
    }

    /// Writes whole files, by their names in the folder.
    func write(_ files: [String: [UInt8]]) async throws {
        let path = path
        try await Blocking.run {
            for (name, bytes) in files {
                let file = path + "/" + name
                try AtomicFile.makeFolder(AtomicFolder.parent(of: file), mode: 0o700)
                let new = try NewFile(file)
                try new.append(bytes)
                try new.finish()
            }
        }
        names += files.keys
    }

    /// Flushes the files of records.
    func finish() async throws {
        let files = Array(open.values)
        open = [:]
        try await Blocking.run { for file in files { try file.finish() } }
    }

    /// SHA-256 of every file, by name.
    func sums() async throws -> ExportSums {
        let (path, names) = (path, names.sorted())
        return try await Blocking.run {
            ExportSums(
                try names.map { .init(digest: try FileDigest(of: path + "/" + $0).hexadecimal, name: $0) })
        }
    }
}
