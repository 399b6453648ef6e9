/// The content of an archive's entry, every byte of it counted against the budget.
final class ExpandedReader: ByteReader {
    private let archive: ArchiveReader
    private unowned let reader: UnitReader

    init(_ archive: ArchiveReader, in reader: UnitReader) {
        self.archive = archive
        self.reader = reader
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        let count = try archive.read(into: buffer)
        try reader.budget.expand(count)
        return count
    }

    /// Expands what has not been read.
    func drain() throws(Halt) {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { block.deallocate() }
        while try read(into: block) > 0 {}
    }
}
