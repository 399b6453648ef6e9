import BaseEncoding
import Model
public import Storage
import TransparencyLog

/// What a verification went through.
public struct LogReport: Sendable, Hashable {
    /// Events in the log.
    public let events: UInt64
    /// The root over them, in hexadecimal.
    public let root: String
}

extension Journal {
    /// Recomputes everything: each event's commitment, each tile, the root, the signature, and the projections by a
    /// replay of all events into an empty database.
    ///
    /// Other programs may record meanwhile; what they add after the start is looked at for the projections only.
    ///
    /// - Parameter scratch: an empty database.
    /// - Throws: `Fault` naming the first thing that is not as it was recorded.
    public func verify(scratch: any Database) async throws -> LogReport {
        try await recover()
        guard let head = try integrator.head() else {
            throw Fault("journal.no-checkpoint", at: files.place("checkpoint"))
        }
        try await verifyTree(head)
        try await Replay(journal: self, scratch: scratch).compare()
        return LogReport(events: head.size, root: Hexadecimal.encode(head.root.bytes))
    }

    private func verifyTree(_ head: Checkpoint) async throws {
        let (count, next) = try await database.read { (try EventTable.count($0), try EventTable.next($0)) }
        guard count == next, count >= head.size else { throw Self.missing(events: count, leaves: head.size) }
        var edge = TreeEdge()
        while edge.size < head.size {
            let start = edge.size
            let limit = min(Self.page, Int64(clamping: head.size - start))
            let page = try await database.read { try EventTable.page(from: start, limit: limit, $0) }
            guard !page.isEmpty else { throw Self.missing(events: start, leaves: head.size) }
            for stored in page {
                try stored.check(keys)
                try edge.append(.leaf(stored.commitment)) { tile, hashes in try compare(tile, hashes) }
            }
        }
        for (tile, hashes) in edge.partialTiles { try compare(tile, hashes) }
        guard edge.root == head.root else { throw Fault("journal.other-root", at: files.place("checkpoint")) }
    }

    private func compare(_ tile: Tile, _ hashes: [MerkleHash]) throws(Fault) {
        guard try files.read(tile) == hashes else { throw Fault("journal.bad-tile", at: files.place(tile.path)) }
    }
}
