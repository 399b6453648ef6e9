import Model
import Storage

/// A connection on a queue of its own, made when it is first used.
actor PostgresConnection {
    /// How the work on a connection ended.
    struct Outcome<Value: Sendable>: Sendable {
        let result: Result<Value, any Error>
        /// What may be done where it failed.
        let remedy: ServerError.Remedy
        /// Whether the connection can serve again.
        let isUsable: Bool
    }

    nonisolated let lease = Lease()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let executor = QueueExecutor("postgres")
    private let address: PostgresAddress
    private var session: Session?

    init(address: PostgresAddress) { self.address = address }

    /// Runs a body in a transaction.
    ///
    /// - Parameter afterOthers: waits for those that met another transaction too, so that they do not meet again.
    func run<Value: Sendable>(
        isWriting: Bool, afterOthers: Bool, _ body: @Sendable (any Storage.Transaction) throws -> Value
    ) -> Outcome<Value> {
        do {
            let transaction = PostgresTransaction(session: try ready(), isWriting: isWriting)
            do {
                if afterOthers { try transaction.takeLock("storage.conflict") }
                let value = try body(transaction)
                if let failure = transaction.rules.failure { throw failure }
                try transaction.commit()
                return outcome(.success(value), .none)
            } catch {
                transaction.abandon()
                // Whether a change was kept is more to know than that nobody wants it any more.
                let isCancelled = lease.isCancelled && !transaction.isUnconfirmed
                if isCancelled { return outcome(.failure(CancellationError()), .none) }
                return outcome(.failure(error), transaction.serverError?.remedy ?? .none)
            }
        } catch let error as ServerError {
            return outcome(.failure(error.fault), error.remedy)
        } catch {
            return outcome(.failure(error), .none)
        }
    }

    private func outcome<Value>(_ result: Result<Value, any Error>, _ remedy: ServerError.Remedy) -> Outcome<Value> {
        let isUsable = session.map { !$0.isBroken && $0.cancellation == nil } ?? false
        return Outcome(result: result, remedy: remedy, isUsable: isUsable)
    }

    private func ready() throws -> Session {
        guard let session else {
            let new = try Session.connect(to: address, lease: lease)
            session = new
            return new
        }
        try session.settle()
        return session
    }
}
