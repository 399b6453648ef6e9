import BaseEncoding
import CanonicalJSON
import Crypto
import Model
import Storage

/// Makes the projections anew from all events, in a scratch database, and compares them with the ones in use.
struct Replay {
    let journal: Journal
    let scratch: any Database

    /// A table's content: how many rows, and a digest over them in the order of their first two columns, which hold
    /// each table's key.
    private struct Content: Equatable {
        let rows: Int
        let digest: [UInt8]
    }

    /// - Throws: `Fault` (`journal.table-changed`) at the first table that differs.
    func compare() async throws {
        let projections = journal.projections
        try await scratch.migrate(journal.migrations)
        let tables = projections.flatMap(\.tables)
        var done: UInt64 = 0
        while true {
            done = try await replay(from: done)
            let (end, used) = try await journal.database.read { transaction in
                (try EventTable.next(transaction), try tables.map { try Self.content(of: $0, transaction) })
            }
            // Another program has recorded meanwhile: take that in too, then look again.
            if end != done { continue }
            let made = try await scratch.read { transaction in
                try tables.map { try Self.content(of: $0, transaction) }
            }
            for (index, table) in tables.enumerated() where used[index] != made[index] {
                throw Fault("journal.table-changed", ["table": table.description])
            }
            return
        }
    }

    private func replay(from start: UInt64) async throws -> UInt64 {
        var next = start
        while true {
            let first = next
            let page = try await journal.database.read {
                try EventTable.page(from: first, limit: WaitingLeaves.page, $0)
            }
            if page.isEmpty { return next }
            let projections = journal.projections
            try await scratch.write { transaction in
                for projection in projections { try projection.apply(page.map(\.event), in: transaction) }
            }
            next += UInt64(page.count)
        }
    }

    private static func content(of table: StaticString, _ transaction: any Transaction) throws -> Content {
        var hash = SHA256()
        var rows = 0
        try transaction.forEachRow(of: "SELECT * FROM \(raw: table) ORDER BY 1, 2") { row in
            let values = row.values.map { value -> JSONValue in
                switch value {
                case .null: .null
                case .integer(let integer): .integer(integer)
                case .real(let real): .number(real)
                case .text(let text): .string(text)
                case .blob(let bytes): ["blob": .string(Hexadecimal.encode(bytes))]
                }
            }
            hash.update(data: JSONValue.array(values).canonicalBytes)
            rows += 1
        }
        return Content(rows: rows, digest: Array(hash.finalize()))
    }
}
