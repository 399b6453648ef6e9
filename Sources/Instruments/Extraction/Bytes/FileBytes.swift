import CArchive
import Glibc

/// An open file, on disk or in memory: read in order or from any place, never beyond the size it had when opened.
final class FileBytes: ByteReader {
    let descriptor: Int32
    /// Bytes when it was opened.
    let size: Int64
    /// The next byte to read.
    var offset: Int64 = 0
    /// Whether reading in order jumps over holes, which hold no data however large they are.
    var skipsHoles = false
    private var isSparse: Bool
    private var isBehindHole = false
    /// Whether the end came before `size`.
    private(set) var shrank = false

    /// Takes over an open descriptor.
    init(descriptor: Int32, size: Int64) {
        self.descriptor = descriptor
        self.size = size
        isSparse = FileStatus(descriptor: descriptor).map { $0.stored < size } ?? false
    }

    deinit { close(descriptor) }

    /// Goes back to the first byte, to read all of them.
    func rewind() {
        offset = 0
        skipsHoles = false
    }

    /// Whether it has grown since it was opened.
    var grew: Bool {
        FileStatus(descriptor: descriptor).map { $0.size > size } ?? false
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        if skipsHoles, isSparse { return try readData(into: buffer) }
        let count = try read(into: buffer, at: offset)
        offset += Int64(count)
        return count
    }

    /// Reads on behind the next hole. What lies on the two sides of one is kept apart by a space; the zeros that fill up
    /// the blocks beside it are left out too.
    private func readData(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        // SEEK_DATA and SEEK_HOLE, which Glibc's module leaves out.
        let (seekData, seekHole): (Int32, Int32) = (3, 4)
        while offset < size, !buffer.isEmpty {
            let start = Int64(lseek(descriptor, off_t(offset), seekData))
            guard start >= 0 else {
                // ENXIO: nothing but a hole up to the end. Else a file system that does not know holes.
                if errno != ENXIO {
                    isSparse = false
                    return try read(into: buffer)
                }
                offset = size
                break
            }
            if start > offset {
                isBehindHole = offset > 0
                offset = min(start, size)
                guard isBehindHole else { continue }
                buffer[0] = 0x20
                return 1
            }
            let end = max(Int64(lseek(descriptor, off_t(start), seekHole)), start + 1)
            let wanted = Int(min(Int64(buffer.count), min(end, size) - start))
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
            let count = try read(into: piece, at: start)
            guard count > 0 else { break }
            offset += Int64(count)
            var text = piece[..<count]
            while offset == end, offset < size, text.last == 0 { text = text.dropLast() }
            while isBehindHole, text.first == 0 { text = text.dropFirst() }
            guard !text.isEmpty else { continue }
            isBehindHole = false
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: text))
            return text.count
        }
        return 0
    }

    /// Reads from a place; fewer bytes than asked for only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(Halt) -> Int {
        let wanted = Int(min(Int64(buffer.count), max(0, size - place)))
        var count = 0
        while count < wanted {
            let got = pread(descriptor, buffer.baseAddress.map { $0 + count }, wanted - count, off_t(place) + count)
            if got < 0 {
                if errno == EINTR { continue }
                throw .document("read-failed", ["cause": String(cString: strerror(errno))])
            }
            if got == 0 {
                shrank = true
                break
            }
            count += got
        }
        return count
    }

    /// A file in memory that will hold a nested document.
    static func inMemory() throws(Halt) -> Int32 {
        let descriptor = linux_memory_file("document")
        guard descriptor >= 0 else { throw .document("read-failed", ["cause": String(cString: strerror(errno))]) }
        return descriptor
    }

    /// Writes all of a buffer to a file in memory.
    static func write(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) throws(Halt) {
        var done = 0
        while done < buffer.count {
            let wrote = Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
            if wrote < 0 {
                if errno == EINTR { continue }
                throw .document("read-failed", ["cause": String(cString: strerror(errno))])
            }
            done += wrote
        }
    }
}
