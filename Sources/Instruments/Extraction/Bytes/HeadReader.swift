/// A reader whose first block has been looked at: the block can be seen, and is still read first.
final class HeadReader: ByteReader {
    /// Bytes of a block.
    static let blockSize = 256 << 10

    let base: any ByteReader
    /// The memory of the block, to be used again once the head has been read.
    let block: UnsafeMutableRawBufferPointer
    private let count: Int
    private var position = 0

    init(_ base: any ByteReader) throws(Halt) {
        self.base = base
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 64)
        self.block = block
        do throws(Halt) {
            count = try base.fill(block)
        } catch {
            block.deallocate()
            throw error
        }
    }

    deinit { block.deallocate() }

    /// The first block.
    var head: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: block[..<count]) }

    /// Whether the first block is all there is.
    var isWhole: Bool { count < Self.blockSize }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        guard position < count else { return try base.read(into: buffer) }
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
        file.offset = 0
        return file
    }
}
