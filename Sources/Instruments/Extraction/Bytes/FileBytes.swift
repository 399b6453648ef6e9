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
    /// Whether the end came before `size`.
    private(set) var shrank = false

    /// Takes over an open descriptor.
    init(descriptor: Int32, size: Int64) {
        self.descriptor = descriptor
        self.size = size
    }

    deinit { close(descriptor) }

    /// Whether it has grown since it was opened.
    var grew: Bool {
        var info = stat()
        return fstat(descriptor, &info) == 0 && Int64(info.st_size) > size
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        if skipsHoles, try skipHole(), let first = buffer.baseAddress, buffer.count > 0 {
            // What lies on the two sides of a hole must not run together.
            first.storeBytes(of: 0x20, as: UInt8.self)
            return 1
        }
        let count = try read(into: buffer, at: offset)
        offset += Int64(count)
        return count
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

    /// Moves over a hole at the offset; whether there was one with data behind it.
    private func skipHole() throws(Halt) -> Bool {
        let seekData: Int32 = 3  // SEEK_DATA, which Glibc's module leaves out.
        guard offset < size else { return false }
        let next = lseek(descriptor, off_t(offset), seekData)
        if next < 0 {
            // ENXIO: nothing but a hole up to the end. Other errors: a file system that does not know holes.
            if errno == ENXIO { offset = size }
            return false
        }
        guard Int64(next) > offset else { return false }
        let jumped = offset > 0
        offset = min(Int64(next), size)
        return jumped
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
