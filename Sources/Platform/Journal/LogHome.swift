import Storage
import TransparencyLog

/// A log in its place, and how it grows there without two programs getting in each other's way.
protocol LogHome: Sendable {
    /// Runs a body over the log as it is.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any TileStore) throws -> Value) async throws -> Value

    /// Runs a body that changes the log, while nobody else does.
    func write(_ body: @escaping @Sendable (any TileStore) throws -> Void) async throws

    /// Signs the first checkpoint of a new record.
    ///
    /// - Throws: `Fault` (`journal.no-checkpoint`) where there are events, but no checkpoint.
    func begin() async throws

    /// Takes a page of what the database holds beyond the log into it.
    ///
    /// - Parameter checked: whether each event is compared with its commitment first.
    /// - Returns: whether nothing waits any more of what waited at the call.
    func extend(checked: Bool) async throws -> Bool
}

/// Where a log is kept.
public enum LogPlace: Sendable {
    /// Files of the data folder: for one machine.
    case files
    /// Tables of the database: for many nodes.
    case database
}

extension LogPlace {
    /// The log of a record in this place.
    func home(folder: DataFolder, keys: Keys, database: any Database) -> any LogHome {
        switch self {
        case .files: FileLogHome(files: TileFiles(folder: folder.path + "/log"), keys: keys, database: database)
        case .database: TableLogHome(keys: keys, database: database)
        }
    }
}
