/// What one scan keeps; counts are never capped.
public struct ScanLimits: Sendable, Hashable {
    /// Pieces of evidence kept for each type.
    public var evidencePerType = 200
    /// Pieces of evidence kept for each type from one part of one file, so that many files are represented.
    public var evidencePerPart = 20
    /// Distinct identifiers that are told apart; beyond them `data.people` is a lower bound, and the reading says so.
    public var distinctIdentifiers = 4_000_000
    /// Things that were not scanned, named one by one.
    public var notScanned = 200

    /// The limits that keep a scan under 256 MB.
    public init() {}
}
