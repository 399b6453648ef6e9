/// A reader whose first block has been looked at: the block can be seen, and is still read first.
final class HeadReader: ByteReader {
    /// Bytes of a block.
    static let blockSize = 256 << 10

    let base: any ByteReader
    private let block: UnsafeMutableRawBufferPointer
    private let count: Int
    private var position = 0
    /// What went wrong behind the bytes that could be read.
    private var failure: Halt?

    init(_ base: any ByteReader) throws(Halt) {
        self.base = base
        block = .allocate(byteCount: Self.blockSize, alignment: 64)
        var count = 0
        do throws(Halt) {
            while count < block.count {
                let got = try base.read(into: UnsafeMutableRawBufferPointer(rebasing: block[count...]))
                if got == 0 { break }
                count += got
            }
        } catch {
            failure = error
        }
        self.count = count
        // What could be read of a damaged document is still read.
        if count == 0, let failure { throw failure }
    }

    deinit { block.deallocate() }

    /// The first block.
    var head: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: block[..<count]) }

    /// Whether the first block is all there is.
    var isWhole: Bool { count < Self.blockSize && failure == nil }

    /// The block behind the head, or behind the last one given, in the head's own memory; empty at the end.
    func next() throws(Halt) -> UnsafeRawBufferPointer {
        if let failure { throw failure }
        if isWhole { return UnsafeRawBufferPointer(rebasing: block[..<0]) }
        return try UnsafeRawBufferPointer(rebasing: block[..<base.read(into: block)])
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        guard position < count else {
            if let failure { throw failure }
            return isWhole ? 0 : try base.read(into: buffer)
        }
        let taken = min(buffer.count, count - position)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[position..<position + taken]))
        position += taken
        return taken
    }
}

extension HeadReader {
    /// The same bytes from their start: the file itself where there is one, so that it can seek.
    func rewound() -> any ByteReader {
        guard let file = base as? FileBytes else { return self }
        file.rewind()
        return file
    }
}
