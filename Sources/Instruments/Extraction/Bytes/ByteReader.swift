/// Bytes in order: of a file, an archive entry, a mail body.
protocol ByteReader: AnyObject {
    /// Puts the next bytes into the buffer and says how many; 0 is the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Halt) -> Int
}
