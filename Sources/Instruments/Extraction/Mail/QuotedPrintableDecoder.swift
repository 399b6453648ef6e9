/// Quoted-printable, line by line (RFC 2045 §6.7).
struct QuotedPrintableDecoder {
    private var escape: [UInt8] = []

    mutating func decode(_ line: ArraySlice<UInt8>, into output: inout [UInt8]) {
        for byte in line {
            guard !escape.isEmpty else {
                if byte == 0x3D { escape.append(byte) } else { output.append(byte) }
                continue
            }
            escape.append(byte)
            if byte == 0x0A {
                // `=` at the end of a line joins it to the next.
                escape.removeAll(keepingCapacity: true)
            } else if escape.count == 2, byte == 0x0D || byte == 0x20 || byte == 9 {
                escape.removeLast()
            } else if escape.count == 3 {
                if let value = UInt8(String(decoding: escape[1...], as: UTF8.self), radix: 16) {
                    output.append(value)
                } else {
                    output += escape
                }
                escape.removeAll(keepingCapacity: true)
            }
        }
    }
}
