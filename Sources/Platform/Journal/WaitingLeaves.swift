import Model
import Storage
import TransparencyLog

/// What the database holds beyond the log: a page of it at most.
struct WaitingLeaves: Sendable {
    /// The leaves, in order.
    let leaves: [MerkleHash]
    /// The keys that events among them hand the log to.
    let rotations: [KeyRotation]
    /// Whether it is all that waits.
    let isAll: Bool

    /// How many events are read at a time.
    static let page: Int64 = 5_000

    /// Reads what waits behind a checkpoint.
    ///
    /// - Parameter keys: where there are some, each event is compared with its commitment.
    /// - Throws: `Fault` (`journal.event-changed`, `journal.other-key`, `journal.bad-rotation`).
    init(after head: Checkpoint, checkedBy keys: Keys?, _ transaction: any Transaction) throws {
        let commitments: [[UInt8]]
        if let keys {
            let events = try EventTable.page(from: head.size, limit: Self.page, transaction)
            for stored in events { try stored.check(keys) }
            commitments = events.map(\.commitment)
        } else {
            commitments = try EventTable.commitments(from: head.size, limit: Self.page, transaction)
        }
        leaves = commitments.map { .leaf($0) }
        isAll = commitments.count < Self.page
        let end = head.size + UInt64(commitments.count)
        var rotations: [KeyRotation] = []
        for event in try EventTable.events(of: JournalEvent.keyRotated, in: head.size..<end, transaction) {
            if let rotation = try RotationBody(event).statement(origin: head.origin) { rotations.append(rotation) }
        }
        self.rotations = rotations
    }
}
