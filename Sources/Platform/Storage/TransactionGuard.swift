import Model

/// Holds transactions of both engines to the same rules: one statement at a time, none after one that failed, locks
/// first.
package final class TransactionGuard {
    private let isWriting: Bool
    private var isBusy = false
    private var hasRun = false
    /// Whether what a query threw came from the body that its rows went to.
    private var isHanded = false
    /// What the first statement that failed threw: the transaction must not be kept.
    package private(set) var failure: (any Error)?

    package init(isWriting: Bool) { self.isWriting = isWriting }

    /// Runs a statement.
    package func statement<Value>(_ run: () throws -> Value) throws -> Value {
        try begin()
        defer { isBusy = false }
        do {
            return try run()
        } catch {
            failure = error
            throw error
        }
    }

    /// Runs a query that hands its rows over by `hand`.
    package func query(_ run: () throws -> Void) throws {
        try begin()
        isHanded = false
        defer { isBusy = false }
        do {
            try run()
        } catch {
            if !isHanded { failure = error }
            throw error
        }
    }

    /// Hands a row over; what the body throws does not fail the transaction.
    package func hand(_ row: Row, to body: (Row) throws -> Void) throws {
        do {
            try body(row)
        } catch {
            isHanded = true
            throw error
        }
    }

    /// Lets a lock be taken.
    package func lock<Value>(_ run: () throws -> Value) throws -> Value {
        guard isWriting, !hasRun else { throw Fault("storage.misplaced-lock") }
        return try run()
    }

    private func begin() throws {
        guard !isBusy else { throw Fault("storage.nested") }
        if let failure { throw failure }
        isBusy = true
        hasRun = true
    }
}
