import Glibc
import PostgresStorage
import SQLiteStorage
import Storage

/// What the port costs on both engines, beside the libraries below it used by hand in the same run.
///
/// Arguments: a folder on the disk to measure; the address of an empty PostgreSQL database.
@main
struct StorageBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            print("usage: StorageBenchmark FOLDER ADDRESS")
            exit(2)
        }
        let sqlite = try await Workload(database: SQLiteDatabase(folder: arguments[1])).run()
        let postgres = try await Workload(database: PostgresDatabase(url: arguments[2])).run()
        let plainSQLite = try PlainSQLite(path: arguments[1] + "/plain.sqlite").run()
        let plainPostgres = try PlainPostgres(address: arguments[2]).run()
        line(["a second", "SQLite", "by hand", "PostgreSQL", "by hand"])
        for name in Workload.Measure.allCases {
            let found = [sqlite, plainSQLite, postgres, plainPostgres].map { $0[name].map { String(Int($0)) } ?? "-" }
            line([name.rawValue] + found)
        }
    }

    private static func line(_ cells: [String]) {
        print(
            cells.enumerated().map { place, cell in
                let width = place == 0 ? 44 : 12
                let blanks = String(repeating: " ", count: max(1, width - cell.count))
                return place == 0 ? cell + blanks : blanks + cell
            }.joined())
    }
}
