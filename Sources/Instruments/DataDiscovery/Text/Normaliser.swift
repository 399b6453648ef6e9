/// Brings text into the one form that recognisers read: full-width letters, digits and brackets become ASCII, odd spaces
/// and dashes become plain ones. Lines stay where they are, so places by line still hold.
enum Normaliser {
    /// Whether a buffer holds anything that must be brought into form.
    static func isNeeded(_ bytes: UnsafeBufferPointer<UInt8>, json: Bool) -> Bool {
        var index = 0
        while index + 1 < bytes.count {
            switch bytes[index] {
            case 0xEF where bytes[index + 1] == 0xBC || bytes[index + 1] == 0xBD: return true
            case 0xC2 where bytes[index + 1] == 0xA0: return true
            case 0xE2 where bytes[index + 1] == 0x80: return true
            case 0x5C where json && bytes[index + 1] == 0x75: return true
            default: index += 1
            }
        }
        return false
    }

    /// The text in form.
    static func normalised(_ bytes: UnsafeBufferPointer<UInt8>, json: Bool) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let left = bytes.count - index
            if byte == 0xEF, left > 2, bytes[index + 1] == 0xBC || bytes[index + 1] == 0xBD {
                // U+FF01 to U+FF5E stand 0xFEE0 above their ASCII forms.
                let scalar = 0xF000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
                if (0xFF01...0xFF5E).contains(scalar) {
                    text.append(UInt8(scalar - 0xFEE0))
                    index += 3
                    continue
                }
            } else if byte == 0xC2, left > 1, bytes[index + 1] == 0xA0 {
                text.append(0x20)
                index += 2
                continue
            } else if byte == 0xE2, left > 2, bytes[index + 1] == 0x80, (0x90...0x95).contains(bytes[index + 2]) {
                text.append(0x2D)
                index += 3
                continue
            } else if json, byte == 0x5C, left > 5, bytes[index + 1] == 0x75, let unit = hexadecimal(bytes, index + 2) {
                if let scalar = Unicode.Scalar(unit) { text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? []) }
                index += 6
                continue
            }
            text.append(byte)
            index += 1
        }
        return text
    }

    private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32? {
        var value: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            let digit = CheckDigits.value(byte)
            guard digit < 16 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
