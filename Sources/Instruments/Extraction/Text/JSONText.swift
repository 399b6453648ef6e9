/// Hands JSON on with the escapes of its strings resolved (RFC 8259 §7): programs write 電話 as `\u96fb\u8a71`, and `@`
/// as `\u0040`.
///
/// The structure stays: an escaped quotation mark or backslash is left as it is, and a line end or a tab becomes a space,
/// so that places can be named by line.
final class JSONText: TextConsumer {
    private var buffer: TextBuffer
    /// An escape under way, from its backslash.
    private var escape: [UInt8] = []
    /// The first half of a pair of surrogates.
    private var high: UInt32?

    init(_ output: any TextOutput) { buffer = TextBuffer(output) }

    func consume(_ utf8: UnsafeRawBufferPointer) {
        var index = 0
        while index < utf8.count {
            if escape.isEmpty {
                let start = index
                while index < utf8.count, utf8[index] != 0x5C { index &+= 1 }
                if index > start {
                    dropHalf()
                    buffer.append(UnsafeRawBufferPointer(rebasing: utf8[start..<index]))
                }
                guard index < utf8.count else { return }
            }
            take(utf8[index])
            index &+= 1
        }
    }

    func finish() {
        dropHalf()
        buffer.append(escape)
        buffer.flush()
    }

    private func take(_ byte: UInt8) {
        escape.append(byte)
        if escape.count == 2, byte != UInt8(ascii: "u") {
            dropHalf()
            switch byte {
            case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
                buffer.append(0x20)
            case UInt8(ascii: "/"): buffer.append(byte)
            default: buffer.append(escape)
            }
            escape = []
        } else if escape.count > 2, Self.digit(byte) == nil {
            // No escape after all.
            dropHalf()
            buffer.append(escape)
            escape = []
        } else if escape.count == 6 {
            resolve(escape[2...].reduce(0) { $0 << 4 | (Self.digit($1) ?? 0) })
            escape = []
        }
    }

    private func resolve(_ unit: UInt32) {
        switch unit {
        case 0xD800..<0xDC00:
            dropHalf()
            high = unit
        case 0xDC00..<0xE000:
            if let high, let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)) {
                buffer.append(String(Character(scalar)))
            } else {
                buffer.append(Self.replacement)
            }
            high = nil
        case 0..<0x20:
            dropHalf()
            buffer.append(0x20)
        case 0x22, 0x5C:
            dropHalf()
            buffer.append(escape)
        default:
            dropHalf()
            if let scalar = Unicode.Scalar(unit) { buffer.append(String(Character(scalar))) }
        }
    }

    /// A half of a pair without the other stands for nothing.
    private func dropHalf() {
        if high != nil { buffer.append(Self.replacement) }
        high = nil
    }

    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }
}
