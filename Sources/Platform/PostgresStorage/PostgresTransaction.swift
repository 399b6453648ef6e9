import Model
import Storage

/// A transaction on a connection; its BEGIN goes with its first statement, so that a read of one statement costs one
/// round trip.
final class PostgresTransaction: Storage.Transaction {
    /// Statements sent before their answers are read.
    private static let group = 512
    /// From how many rows on a COPY, which has round trips of its own, or one statement over arrays is quicker.
    private static let bulkFrom = 16

    private let session: Session
    private let isWriting: Bool
    let rules: TransactionGuard
    private var hasBegun = false
    private var locks: [Int64] = []
    /// What the server said first.
    private(set) var serverError: ServerError?
    /// Whether the connection broke before the server said that it had committed.
    private(set) var isUnconfirmed = false

    init(session: Session, isWriting: Bool) {
        self.session = session
        self.isWriting = isWriting
        rules = TransactionGuard(isWriting: isWriting)
    }

    // MARK: Statements

    func execute(_ statement: SQL) throws {
        try rules.statement { try group([statement]) }
    }

    func executeAll(_ statements: [SQL]) throws {
        try rules.statement {
            var rest = statements[...]
            while !rest.isEmpty {
                try group(rest.prefix(Self.group))
                rest = rest.dropFirst(Self.group)
            }
        }
    }

    func forEachRow(of query: SQL, _ body: (Row) throws -> Void) throws {
        try rules.query {
            try naming {
                try begin()
                try session.send(query, wantsRows: true)
                try session.sync()
                try session.receive { try rules.hand($0, to: body) }
            }
        }
    }

    func insert(
        into table: StaticString, columns: [StaticString], rows: [[SQLValue]], onConflict: ConflictRule
    ) throws {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has one value a column")
        let target = "\(table) (\(ConflictRule.list(columns)))"
        try rules.statement {
            switch onConflict {
            case .refuse where rows.count >= Self.bulkFrom:
                var next = rows.makeIterator()
                try copy(into: target) { next.next() }
            case .ignore where rows.count >= Self.bulkFrom, .update where rows.count >= Self.bulkFrom:
                try upsert(target, columns, rows, onConflict)
            case .refuse, .ignore, .update:
                try group(rows.map { RowInsertion.single(target, $0, onConflict) })
            }
        }
    }

    func load(_ table: Table, next: () throws -> [SQLValue]?) throws {
        try rules.statement { try copy(into: table.target, next) }
    }

    private func upsert(
        _ target: String, _ columns: [StaticString], _ rows: [[SQLValue]], _ rule: ConflictRule
    ) throws {
        let rows = RowInsertion.distinct(rows, columns, rule)
        var rest = rows[...]
        while !rest.isEmpty {
            try group([RowInsertion.bulk(target, Array(rest.prefix(RowInsertion.bulkLimit)), rule)])
            rest = rest.dropFirst(RowInsertion.bulkLimit)
        }
    }

    private func copy(into target: String, _ next: () throws -> [SQLValue]?) throws {
        try naming {
            if !hasBegun {
                try begin()
                try session.sync()
            }
            try session.settle()
            try session.copy(into: target, next)
        }
    }

    /// Runs statements together and waits for all of them.
    private func group(_ statements: some Collection<SQL>) throws {
        guard !statements.isEmpty else { return }
        try naming {
            try begin()
            for statement in statements { try session.send(statement) }
            try session.sync()
            try session.receive()
        }
    }

    private func begin() throws {
        if session.lease.isCancelled { throw CancellationError() }
        guard !hasBegun else { return }
        hasBegun = true
        try session.send(
            isWriting ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    private func naming<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as ServerError {
            serverError = serverError ?? error
            throw error.fault
        }
    }

    // MARK: Locks

    func lock(_ name: StaticString) throws {
        try rules.lock { try takeLock(name) }
    }

    /// Takes a lock of the connection's, not the transaction's: a statement inside the transaction would fix what it
    /// sees before the wait, and not after it.
    func takeLock(_ name: StaticString) throws {
        let key = Self.key(name)
        try naming {
            if session.lease.isCancelled { throw CancellationError() }
            // Before it is held, since a cancelled wait may yet have ended in its favour.
            locks.append(key)
            try session.send("SELECT pg_advisory_lock(\(key))")
            try session.sync()
            try session.receive()
        }
    }

    /// FNV-1a, 64 bits: advisory locks have numbers.
    private static func key(_ name: StaticString) -> Int64 {
        Int64(
            bitPattern: name.description.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            })
    }

    private func releaseLocks() throws {
        guard !locks.isEmpty else { return }
        for key in locks { try session.send("SELECT pg_advisory_unlock(\(key))") }
        try session.sync()
        locks.removeAll()
    }

    // MARK: The end

    /// Makes the changes durable.
    ///
    /// - Throws: `Fault`; `storage.unconfirmed` where the connection broke before the server said whether it did.
    func commit() throws {
        if hasBegun {
            try naming {
                try session.send("COMMIT")
                try session.sync()
            }
            // A read has nothing to confirm: its answer is read before the connection's next work.
            if isWriting { try confirm() }
        }
        try? releaseLocks()
    }

    private func confirm() throws {
        session.isCommitting = true
        defer { session.isCommitting = false }
        do {
            try naming { try session.receive() }
        } catch is Fault where session.isBroken {
            isUnconfirmed = true
            serverError = nil
            throw Fault("storage.unconfirmed", at: session.place)
        }
    }

    /// Takes everything back.
    func abandon() {
        guard !session.isBroken else { return }
        do {
            if hasBegun {
                try session.send("ROLLBACK")
                try session.sync()
            }
            try releaseLocks()
        } catch {
            session.isBroken = true
        }
    }
}
