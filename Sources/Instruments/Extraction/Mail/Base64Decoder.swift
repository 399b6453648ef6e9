/// Base64 that may be cut anywhere; bytes outside its alphabet are passed over (RFC 2045 §6.8).
struct Base64Decoder {
    private var bits: UInt32 = 0
    private var count = 0

    mutating func decode(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) {
        for byte in text {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte - 0x41)
            case 0x61...0x7A: value = UInt32(byte - 0x61 + 26)
            case 0x30...0x39: value = UInt32(byte - 0x30 + 52)
            case 0x2B, 0x2D: value = 62
            case 0x2F, 0x5F: value = 63
            case 0x3D:
                // Padding ends a group; what follows begins anew.
                (bits, count) = (0, 0)
                continue
            default: continue
            }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
}
