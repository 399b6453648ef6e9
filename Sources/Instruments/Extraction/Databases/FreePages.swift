/// The pages of a SQLite file that hold no live data, in the order of its free list (file format §1.5).
struct FreePages {
    private let file: FileBytes
    private let pageSize: Int
    private var trunk: Int
    private var leaves: [Int] = []
    /// Pages that may still come: a list that loops ends all the same.
    private var left: Int

    init(_ file: FileBytes) throws(Halt) {
        self.file = file
        let header = try Self.bytes(of: file, at: 0, count: 100)
        guard header.count == 100 else {
            (pageSize, trunk, left) = (0, 0, 0)
            return
        }
        let size = Int(header[16]) << 8 | Int(header[17])
        pageSize = size == 1 ? 65_536 : size
        trunk = Self.number(header, 32)
        let pages = pageSize >= 512 ? Int(file.size) / pageSize : 0
        left = min(Self.number(header, 36), pages)
    }

    /// The next page; nil at the end.
    mutating func next() throws(Halt) -> [UInt8]? {
        while left > 0 {
            left -= 1
            if let leaf = leaves.popLast() { return try page(leaf) }
            guard trunk > 0 else { return nil }
            let bytes = try page(trunk)
            guard bytes.count == pageSize, bytes.count >= 8 else { return nil }
            trunk = Self.number(bytes, 0)
            let count = min(Self.number(bytes, 4), (pageSize - 8) / 4)
            leaves = (0..<count).map { Self.number(bytes, 8 + 4 * $0) }
        }
        return nil
    }

    private func page(_ number: Int) throws(Halt) -> [UInt8] {
        guard number > 0 else { return [] }
        return try Self.bytes(of: file, at: Int64(number - 1) * Int64(pageSize), count: pageSize)
    }

    private static func bytes(of file: FileBytes, at place: Int64, count: Int) throws(Halt) -> [UInt8] {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        defer { block.deallocate() }
        let got = try file.read(into: block, at: place)
        return Array(block[..<got])
    }

    private static func number(_ bytes: [UInt8], _ index: Int) -> Int {
        Int(bytes[index]) << 24 | Int(bytes[index + 1]) << 16 | Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
    }
}
