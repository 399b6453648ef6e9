import Dispatch
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
            return try SQLiteFault.naming(path) {
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
        writer = try SQLiteFault.naming(path) { try DatabaseQueue(configuration: Self.configuration) }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            // What is erased must not stay in pages that are free.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// Runs a body over one consistent state, beside other readers and the one writer.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await writer.read { [path] in try Self.run(body, $0, path, isWriting: false) }
        } catch {
            throw SQLiteFault.of(error, path)
        }
    }

    /// Runs a body whose changes are flushed to the disk before this returns, or not made at all where it throws.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await writer.write { [path] in try Self.run(body, $0, path, isWriting: true) }
        } catch {
            throw SQLiteFault.of(error, path)
        }
    }

    /// Copies the database, as one moment saw it, into a new file that SQLite opens, while others read and write.
    ///
    /// - Throws: `Fault` (`storage.…`); no file is left behind then.
    public func copy(to path: String) async throws {
        // GRDB's copying would hold a thread that tasks share.
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { continuation.resume(with: Result { try copyNow(to: path) }) }
        }
    }

    private func copyNow(to path: String) throws {
        try Self.makeFile(path, isNew: true)
        do {
            try SQLiteFault.naming(path) { try writer.backup(to: DatabaseQueue(path: path)) }
        } catch {
            unlink(path)
            throw error
        }
    }

    private static func run<Value>(
        _ body: (any Storage.Transaction) throws -> Value, _ database: GRDB.Database, _ path: String, isWriting: Bool
    ) throws -> Value {
        let rules = TransactionGuard(isWriting: isWriting)
        let value = try body(SQLiteTransaction(database: database, path: path, rules: rules))
        if let failure = rules.failure { throw failure }
        return value
    }

    /// Makes the database file for this account alone; SQLite gives its journal files the same mode.
    ///
    /// A file that is there is not opened: closing it would drop the locks that SQLite holds on it in this process.
    private static func makeFile(_ path: String, isNew: Bool = false) throws(Fault) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST, !isNew { return }
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

    private static func fault(opening code: Int32, _ path: String) -> Fault {
        let place = SourcePlace(file: path)
        return switch code {
        case EROFS, EACCES, EPERM: Fault("storage.read-only", at: place)
        case ENOSPC, EDQUOT: Fault("storage.full", at: place)
        default: Fault("storage.unavailable", ["problem": String(cString: strerror(code))], at: place)
        }
    }
}
