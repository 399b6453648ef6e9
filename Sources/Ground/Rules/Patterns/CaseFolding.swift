/// Lower case for comparing without case: ASCII by table, the rest as Unicode lowers it.
enum CaseFolding {
    private static let table: [UInt8] = (0...255).map { byte in
        (0x41...0x5A).contains(byte) ? UInt8(byte) + 0x20 : UInt8(byte)
    }

    /// The folded bytes of a text.
    static func fold(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }

    /// Appends folded bytes.
    static func append(_ bytes: UnsafeBufferPointer<UInt8>, to target: inout [UInt8]) {
        var ascii = true
        table.withUnsafeBufferPointer { table in
            let start = target.count
            target.append(contentsOf: bytes)
            target.withUnsafeMutableBufferPointer { buffer in
                for index in start..<buffer.count {
                    let byte = buffer[index]
                    if byte >= 0x80 { ascii = false }
                    buffer[index] = table[Int(byte)]
                }
            }
            if !ascii {
                target.removeSubrange(start...)
                target.append(contentsOf: String(decoding: bytes, as: UTF8.self).lowercased().utf8)
            }
        }
    }
}
