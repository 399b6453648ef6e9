/// Bytes that lie in memory for as long as they are read.
final class MemoryBytes: ByteReader {
    private var rest: UnsafeRawBufferPointer

    /// The memory must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, rest.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        return count
    }
}
