import GRDB
import Glibc
import Model
public import Storage

/// The default database: one SQLite file in write-ahead mode, flushed at every commit.
public struct SQLiteDatabase: Storage.Database {
    private let writer: any DatabaseWriter
    private let path: String

    /// The database of a data folder, made where it is new, for this account alone.
    ///
    /// - Throws: `Fault` (`storage.…`) placed at the file.
    public init(folder: String) throws {
        path = folder + "/seawall.sqlite"
        let path = path
        // SQLite does not wait for others where two programs turn a new file to write-ahead mode at once.
        writer = try Self.whileOpening(in: folder) {
            try Self.makeFile(path)
            return try Self.naming(path) {
                let pool = try DatabasePool(path: path, configuration: Self.configuration)
                // GRDB sets NORMAL as it opens, which would lose acknowledged commits with the power.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                return pool
            }
        }
    }

    /// A database in memory, for one process and its lifetime.
    public init() throws {
        path = ":memory:"
        writer = try Self.naming(path) { try DatabaseQueue(configuration: Self.configuration) }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// Runs a body over one consistent state, beside other readers and the one writer.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await writer.read { try body(SQLiteTransaction(database: $0)) }
        } catch let error as DatabaseError {
            throw Self.fault(error, path)
        }
    }

    /// Runs a body whose changes are flushed to the disk before this returns, or not made at all where it throws.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await writer.write { try body(SQLiteTransaction(database: $0)) }
        } catch let error as DatabaseError {
            throw Self.fault(error, path)
        }
    }

    /// Makes the database file for this account alone; SQLite gives its journal files the same mode.
    ///
    /// A file that is there is not opened: closing it would drop the locks that SQLite holds on it in this process.
    private static func makeFile(_ path: String) throws(Fault) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw fault(opening: errno, path)
        }
        close(descriptor)
    }

    private static func whileOpening<Value>(in folder: String, _ body: () throws -> Value) throws -> Value {
        let path = folder + "/seawall.sqlite.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw fault(opening: errno, path) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw fault(opening: errno, path) }
        }
        return try body()
    }

    private static func naming<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw fault(error, path)
        }
    }

    private static func fault(opening code: Int32, _ path: String) -> Fault {
        let place = SourcePlace(file: path)
        return switch code {
        case EROFS, EACCES, EPERM: Fault("storage.read-only", at: place)
        case ENOSPC, EDQUOT: Fault("storage.full", at: place)
        default: Fault("storage.unavailable", ["problem": String(cString: strerror(code))], at: place)
        }
    }

    private static func fault(_ error: DatabaseError, _ path: String) -> Fault {
        let place = SourcePlace(file: path)
        return switch error.resultCode {
        case .SQLITE_FULL: Fault("storage.full", at: place)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: Fault("storage.read-only", at: place)
        case .SQLITE_BUSY, .SQLITE_LOCKED: Fault("storage.busy", at: place)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: Fault("storage.corrupt", at: place)
        case .SQLITE_CONSTRAINT: Fault("storage.constraint", ["problem": error.message ?? ""], at: place)
        default: Fault("storage.unavailable", ["problem": error.message ?? "\(error.resultCode)"], at: place)
        }
    }
}
