/// Lines of a reader, long ones in pieces.
final class LineReader {
    /// One line or a piece of one, with its line end.
    struct Line {
        var bytes: [UInt8]
        /// Whether it stands at the start of a line.
        let isStart: Bool

        /// The bytes without the line end.
        var content: ArraySlice<UInt8> {
            var content = bytes[...]
            if content.last == 0x0A { content = content.dropLast() }
            if content.last == 0x0D { content = content.dropLast() }
            return content
        }
    }

    private let source: any ByteReader
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
    private var start = 0
    private var end = 0
    private var isStart = true
    private var returned: Line?

    init(_ source: any ByteReader) { self.source = source }

    deinit { block.deallocate() }

    /// The next line; nil at the end.
    func next() throws(Halt) -> Line? {
        if let line = returned {
            returned = nil
            return line
        }
        var bytes: [UInt8] = []
        while true {
            if start == end {
                start = 0
                end = try source.read(into: block)
                if end == 0 { return bytes.isEmpty ? nil : Line(bytes: bytes, isStart: isStart) }
            }
            let rest = UnsafeRawBufferPointer(rebasing: block[start..<end])
            let length = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.count
            bytes += rest[..<length]
            start += length
            let isLine = bytes.last == 0x0A
            guard isLine || bytes.count >= 64 << 10 else { continue }
            let line = Line(bytes: bytes, isStart: isStart)
            isStart = isLine
            return line
        }
    }

    /// Puts a line back to be read again.
    func putBack(_ line: Line) { returned = line }
}
