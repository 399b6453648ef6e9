/// Bytes in order: of a file, an archive entry, a mail body.
protocol ByteReader: AnyObject {
    /// Puts the next bytes into the buffer and says how many; 0 is the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int
}

extension ByteReader {
    /// Fills the buffer as far as the bytes reach.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int {
        var count = 0
        while count < buffer.count {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if got == 0 { break }
            count += got
        }
        return count
    }
}
