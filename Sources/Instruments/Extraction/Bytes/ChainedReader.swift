/// One reader after another.
final class ChainedReader: ByteReader {
    private var first: (any ByteReader)?
    private let second: any ByteReader

    init(_ first: any ByteReader, then second: any ByteReader) {
        self.first = first
        self.second = second
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        if let reader = first {
            let count = try reader.read(into: buffer)
            if count > 0 { return count }
            first = nil
        }
        return try second.read(into: buffer)
    }
}
