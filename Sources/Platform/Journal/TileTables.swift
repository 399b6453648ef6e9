import Model
import Storage
import TransparencyLog

/// The log in the database: any node can serve it, and what extends it is one transaction.
struct TileTables: TileStore {
    let transaction: any Transaction

    static let migration = Migration(
        id: "journal-0003-log",
        statements: [
            """
            CREATE TABLE log_tiles (level BIGINT NOT NULL, tile BIGINT NOT NULL, hashes \(SQL.blobType) NOT NULL,
            PRIMARY KEY (level, tile))
            """,
            "CREATE TABLE log_head (id BIGINT NOT NULL PRIMARY KEY, checkpoint TEXT NOT NULL)",
        ])

    func checkpoint() throws -> SignedNote? {
        guard let row = try transaction.rows("SELECT checkpoint FROM log_head").first else { return nil }
        guard let note = SignedNote(row.text("checkpoint")) else {
            throw Fault("journal.bad-checkpoint", at: place("checkpoint"))
        }
        return note
    }

    func write(_ checkpoint: SignedNote) throws {
        try transaction.execute(
            """
            INSERT INTO log_head (id, checkpoint) VALUES (0, \(checkpoint.description))
            ON CONFLICT (id) DO UPDATE SET checkpoint = excluded.checkpoint
            """)
    }

    /// A row holds a tile at its widest: a narrower one is the beginning of it.
    func read(_ tile: Tile) throws -> [MerkleHash] {
        let row = try transaction.rows(
            "SELECT hashes FROM log_tiles WHERE level = \(Int64(tile.level)) AND tile = \(Int64(clamping: tile.index))"
        ).first
        guard let bytes = row?.blob("hashes"), bytes.count % MerkleHash.size == 0,
            bytes.count >= tile.width * MerkleHash.size
        else { throw Fault("journal.bad-tile", at: place(tile.path)) }
        return (0..<tile.width).compactMap {
            MerkleHash(bytes[$0 * MerkleHash.size..<($0 + 1) * MerkleHash.size])
        }
    }

    func write(_ tile: Tile, _ hashes: [MerkleHash]) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * MerkleHash.size)
        for hash in hashes { bytes += hash.bytes }
        try transaction.execute(
            """
            INSERT INTO log_tiles (level, tile, hashes)
            VALUES (\(Int64(tile.level)), \(Int64(clamping: tile.index)), \(bytes))
            ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes
            """)
    }

    func removePartial(of full: Tile) {}

    func place(_ name: String) -> SourcePlace {
        SourcePlace(file: name == "checkpoint" ? "log_head" : "log_tiles/\(name)")
    }
}
