import CanonicalJSON
import Glibc
import Journal
import Model
import PostgresStorage
import SQLiteStorage
import Storage

/// Records events and names each on standard output once it is acknowledged: what a test kills.
///
/// Arguments: the data folder; where there is one, how many batches to record before it ends; `database` for a log in
/// the database; the address of a database outside the folder, or `-`; at which of the statements that extend that log
/// the program kills itself.
@main
struct JournalHammer {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let folder = try DataFolder(CommandLine.arguments[1])
        let batches = arguments.dropFirst(1).first.flatMap { Int64($0) } ?? .max
        let place: LogPlace = arguments.dropFirst(2).first == "database" ? .database : .files
        let address = arguments.dropFirst(3).first.flatMap { $0 == "-" ? nil : $0 }
        var database: any Database =
            try address.map { try PostgresDatabase(url: $0) } ?? SQLiteDatabase(folder: folder.path)
        if let step = arguments.dropFirst(4).first.flatMap({ Int($0) }) {
            database = KillingDatabase(database: database, step: step)
        }
        let journal = try await Journal(
            folder: folder, keys: Keys(folder), database: database, projections: [], log: place)
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
