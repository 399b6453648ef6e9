/// How much an extractor does before it stops and says so: every stop is reported as not scanned.
public struct ExtractionLimits: Sendable, Hashable {
    /// Files of one store.
    public var files = 5_000_000
    /// Bytes of one store, by the size of its files on disk.
    public var bytesPerStore: Int64 = 4 << 40
    /// Folders inside folders.
    public var folderDepth = 256
    /// Bytes of one path.
    public var pathLength = 4096
    /// Bytes that all archives and documents of one file may expand to.
    public var bytesExpanded: Int64 = 10 << 30
    /// Expanded bytes for each byte of the file; looked at once `ratioFloor` bytes have been expanded.
    public var expansionRatio: Int64 = 200
    /// Expanded bytes below which any ratio is fine.
    public var ratioFloor: Int64 = 100 << 20
    /// Archives inside archives, compressed layers counted.
    public var archiveDepth = 8
    /// Entries of all archives of one file, parts of its mails included.
    public var entries = 1_000_000
    /// Seconds of one file.
    public var seconds = 600
    /// Bytes of nested documents that are held in memory at one time, because their format needs seeking.
    public var bytesHeld = 64 << 20
    /// Bytes of one workbook's shared strings that are held in memory.
    public var sharedStringBytes = 32 << 20
    /// Seconds of processor time of a child process.
    public var childSeconds = 60
    /// Bytes of address space of a child process.
    public var childMemory: Int64 = 1 << 30
    /// Notes of one file that are reported singly; further ones are counted.
    public var notes = 200

    /// The limits that a scan uses when nothing else is asked for.
    public init() {}
}
