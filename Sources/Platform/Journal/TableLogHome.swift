import Model
import Storage
import TransparencyLog

/// A log in the database: to extend it is one transaction that holds a lock. When its holder dies, the database undoes
/// the transaction and the next one takes over.
struct TableLogHome: LogHome {
    let keys: Keys
    let database: any Database

    func read<Value: Sendable>(_ body: @escaping @Sendable (any TileStore) throws -> Value) async throws -> Value {
        try await database.read { try body(TileTables(transaction: $0)) }
    }

    func write(_ body: @escaping @Sendable (any TileStore) throws -> Void) async throws {
        try await alone { integrator, _ in try body(integrator.store) }
    }

    func begin() async throws {
        guard try await read({ try $0.checkpoint() }) == nil else { return }
        try await alone { integrator, transaction in
            guard try integrator.store.checkpoint() == nil else { return }
            guard try EventTable.count(transaction) == 0 else {
                throw Fault("journal.no-checkpoint", at: integrator.store.place("checkpoint"))
            }
            try integrator.begin()
        }
    }

    func extend(checked: Bool) async throws -> Bool {
        try await alone { integrator, transaction in
            guard let head = try integrator.head() else { return true }
            let waiting = try WaitingLeaves(after: head, checkedBy: checked ? keys : nil, transaction)
            if !waiting.leaves.isEmpty { try integrator.append(waiting, to: head) }
            return waiting.isAll
        }
    }

    private func alone<Value: Sendable>(
        _ body: @escaping @Sendable (LogIntegrator, any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.write { transaction in
            try transaction.lock("journal")
            return try body(LogIntegrator(store: TileTables(transaction: transaction), keys: keys), transaction)
        }
    }
}
