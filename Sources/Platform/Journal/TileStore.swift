import Model
import TransparencyLog

/// Where a log's tiles and its newest checkpoint are: files, or tables of the database.
protocol TileStore {
    /// The newest signed checkpoint, nil where there is none.
    func checkpoint() throws -> SignedNote?

    /// Puts a checkpoint in the place of the one before.
    func write(_ checkpoint: SignedNote) throws

    /// The hashes of a tile, as many as it is wide; of a partial one, also from a wider one that has taken its place.
    ///
    /// - Throws: `Fault` (`journal.bad-tile`) placed at the tile.
    func read(_ tile: Tile) throws -> [MerkleHash]

    /// Writes a tile's hashes.
    func write(_ tile: Tile, _ hashes: [MerkleHash]) throws

    /// Removes the partial tiles that a full one has taken the place of.
    func removePartial(of full: Tile) throws

    /// Where a part of the log is, for messages.
    func place(_ name: String) -> SourcePlace
}
