import CanonicalJSON
import Glibc
import Journal
import Model
import PostgresStorage
import SQLiteStorage
import Storage

/// Records events and names each on standard output once it is acknowledged: what a test kills.
///
/// The first argument is the data folder; the second, where it is a number, how many batches to record before it ends;
/// the third, where there is one, the address of a database outside the folder.
@main
struct JournalHammer {
    static func main() async throws {
        let folder = try DataFolder(CommandLine.arguments[1])
        let batches = CommandLine.arguments.dropFirst(2).first.flatMap { Int64($0) } ?? .max
        let address = CommandLine.arguments.dropFirst(3).first
        let database: any Database =
            try address.map { try PostgresDatabase(url: $0) } ?? SQLiteDatabase(folder: folder.path)
        let journal = try await Journal(folder: folder, keys: Keys(folder), database: database, projections: [])
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
