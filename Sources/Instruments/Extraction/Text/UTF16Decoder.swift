/// UTF-16 to UTF-8, block by block.
struct UTF16Decoder {
    let bigEndian: Bool
    private var odd: UInt8?
    private var high: UInt16?
    /// Bytes that mean nothing: lone surrogates, half a unit at the end.
    private(set) var undecodable = 0

    init(bigEndian: Bool) { self.bigEndian = bigEndian }

    /// Appends the next block to an output.
    mutating func decode(_ block: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var index = 0
        if let first = odd, !block.isEmpty {
            odd = nil
            unit(bigEndian ? UInt16(first) << 8 | UInt16(block[0]) : UInt16(block[0]) << 8 | UInt16(first), &output)
            index = 1
        }
        guard let base = block.baseAddress else { return }
        // Four units in one word: bits that no ASCII unit sets.
        let beyondASCII: UInt64 = bigEndian ? 0x80FF_80FF_80FF_80FF : 0xFF80_FF80_FF80_FF80
        while index + 2 <= block.count {
            if high == nil, index + 8 <= block.count {
                let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if word & beyondASCII == 0 {
                    let shift: UInt64 = bigEndian ? 8 : 0
                    output.append(UInt8(truncatingIfNeeded: word >> shift))
                    output.append(UInt8(truncatingIfNeeded: word >> (16 + shift)))
                    output.append(UInt8(truncatingIfNeeded: word >> (32 + shift)))
                    output.append(UInt8(truncatingIfNeeded: word >> (48 + shift)))
                    index += 8
                    continue
                }
            }
            let a = UInt16(block[index])
            let b = UInt16(block[index + 1])
            unit(bigEndian ? a << 8 | b : b << 8 | a, &output)
            index += 2
        }
        if index < block.count { odd = block[index] }
    }

    /// Says that nothing more comes.
    mutating func finish(into output: inout [UInt8]) {
        if odd != nil || high != nil {
            undecodable += (odd == nil ? 0 : 1) + (high == nil ? 0 : 2)
            output += [0xEF, 0xBF, 0xBD]
        }
        odd = nil
        high = nil
    }

    private mutating func unit(_ value: UInt16, _ output: inout [UInt8]) {
        if let lead = high {
            high = nil
            if 0xDC00...0xDFFF ~= value {
                append(0x10000 + (UInt32(lead & 0x3FF) << 10 | UInt32(value & 0x3FF)), &output)
                return
            }
            undecodable += 2
            output += [0xEF, 0xBF, 0xBD]
        }
        switch value {
        case 0xD800...0xDBFF: high = value
        case 0xDC00...0xDFFF:
            undecodable += 2
            output += [0xEF, 0xBF, 0xBD]
        default: append(UInt32(value), &output)
        }
    }

    private func append(_ scalar: UInt32, _ output: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: output.append(UInt8(scalar))
        case 0x80..<0x800:
            output.append(0xC0 | UInt8(scalar >> 6))
            output.append(0x80 | UInt8(scalar & 0x3F))
        case 0x800..<0x10000:
            output.append(0xE0 | UInt8(scalar >> 12))
            output.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            output.append(0x80 | UInt8(scalar & 0x3F))
        default:
            output.append(0xF0 | UInt8(scalar >> 18 & 7))
            output.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            output.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            output.append(0x80 | UInt8(scalar & 0x3F))
        }
    }
}
