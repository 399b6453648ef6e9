import ArgumentParser
import AtRest
import CanonicalJSON
import Glibc
import Model
import Threads

/// `seawall scan storage`: whether what lies at a path is encrypted, as its bytes prove.
struct ScanStorageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "See whether files, images, databases and folders are encrypted.",
        discussion: "Exit status: 0 all of it is encrypted, 1 some is not or is not known, 2 could not be done.")

    @Argument(help: "Files or folders.", completion: .file())
    var paths: [String]

    @OptionGroup var scan: ScanOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            var readings: [(String, Reading)] = []
            for path in paths {
                var information = stat()
                guard stat(path, &information) == 0 else {
                    throw Fault(errno == EACCES ? "files.no-permission" : "files.missing", at: SourcePlace(file: path))
                }
                let kind = information.st_mode & S_IFMT == S_IFDIR ? "folder" : "file"
                readings.append((path, await Blocking.run { StorageProbe().reading(path: path, kind: kind) }))
            }
            try ReadingReport(readings: readings, session: session).write(scan.format)
            let encrypted = readings.allSatisfy { _, reading in
                reading.completeness == .complete && reading.facts["protection.state"] == .string("encrypted")
            }
            return encrypted ? .held : .fallsShort
        }
    }
}
