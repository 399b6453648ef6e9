import CanonicalJSON
import Glibc
import Journal
import Model
import SQLiteStorage

/// Records events and names each on standard output once it is acknowledged: what a test kills.
///
/// The first argument is the data folder; the second, where there is one, how many batches to record before it ends.
@main
struct JournalHammer {
    static func main() async throws {
        let folder = try DataFolder(CommandLine.arguments[1])
        let batches = CommandLine.arguments.dropFirst(2).first.flatMap { Int64($0) } ?? .max
        let journal = try await Journal(
            folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: folder.path), projections: [])
        var number: Int64 = 0
        while number < batches {
            let events = (0..<7).map { offset in
                Event(
                    id: "\(getpid())-\(number)-\(offset)", kind: "Test", subject: "s",
                    at: Instant(microseconds: number), actor: "hammer", body: ["number": .integer(number)])
            }
            try await journal.record(events)
            let line = Array((events.map(\.id).joined(separator: "\n") + "\n").utf8)
            guard line.withUnsafeBytes({ write(STDOUT_FILENO, $0.baseAddress, $0.count) }) == line.count else { return }
            number += 1
        }
    }
}
