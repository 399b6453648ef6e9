import Storage
import Synchronization

/// A database that counts its write transactions.
final class CountingDatabase: Database {
    private let database: any Database
    private let count = Mutex(0)

    init(_ database: any Database) { self.database = database }

    /// How many there were.
    var writes: Int { count.withLock { $0 } }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        count.withLock { $0 += 1 }
        return try await database.write(body)
    }
}
