/// The central directory of a ZIP file, as far as its size: libarchive holds all of it in memory.
enum ZipDirectory {
    /// Bytes between the directory's start and the end of the file; 0 where there is none.
    static func size(in file: FileBytes) throws(Halt) -> Int64 {
        // The end record is 22 bytes and a comment of up to 65,535 (APPNOTE §4.3.16).
        let start = max(0, file.size - 65_557)
        let tail = try bytes(of: file, at: start, count: Int(file.size - start))
        guard tail.count >= 22 else { return 0 }
        for place in stride(from: tail.count - 22, through: 0, by: -1) {
            guard tail[place] == 0x50, tail[place...].starts(with: [0x50, 0x4B, 5, 6]) else { continue }
            var offset = number(tail, place + 16, 4)
            if offset == 0xFFFF_FFFF, place >= 20 {
                // ZIP64: the locator before the end record leads to one with wider fields (§4.3.15).
                let record = number(tail, place - 12, 8)
                guard record >= 0, record < file.size else { return 0 }
                let wide = try bytes(of: file, at: record, count: 56)
                offset = wide.count == 56 ? number(wide, 48, 8) : 0
            }
            return offset >= 0 && offset < file.size ? file.size - offset : 0
        }
        return 0
    }

    private static func bytes(of file: FileBytes, at place: Int64, count: Int) throws(Halt) -> [UInt8] {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { block.deallocate() }
        let got = try file.read(into: block, at: place)
        return Array(block[..<got])
    }

    private static func number(_ bytes: [UInt8], _ index: Int, _ count: Int) -> Int64 {
        var value: UInt64 = 0
        for step in (0..<count).reversed() { value = value << 8 | UInt64(bytes[index + step]) }
        return Int64(truncatingIfNeeded: value)
    }
}
