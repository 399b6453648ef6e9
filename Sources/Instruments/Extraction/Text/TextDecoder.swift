/// Turns bytes of any encoding into UTF-8 for a consumer, block by block; UTF-8 goes through uncopied.
///
/// A file may be pure ASCII for megabytes before its first Chinese character, so that an encoding taken for UTF-8 is
/// looked at again where the first invalid byte stands, if nothing but ASCII came before.
final class TextDecoder {
    private(set) var encoding: TextEncoding
    private let consumer: any TextConsumer
    private var sawBeyondASCII = false
    private var carry: [UInt8] = []
    private var converter: CharsetConverter?
    private var utf16: UTF16Decoder?
    private var buffer: [UInt8] = []
    private var invalidUTF8 = 0

    /// Nil where the C library has no converter for the encoding.
    init?(_ encoding: TextEncoding, into consumer: any TextConsumer) {
        self.encoding = encoding
        self.consumer = consumer
        guard use(encoding) else { return nil }
    }

    /// Bytes that could not be decoded.
    var undecodable: Int { invalidUTF8 + (converter?.undecodable ?? 0) + (utf16?.undecodable ?? 0) }

    private func use(_ encoding: TextEncoding) -> Bool {
        self.encoding = encoding
        switch encoding {
        case .utf8: break
        case .utf16LittleEndian: utf16 = UTF16Decoder(bigEndian: false)
        case .utf16BigEndian: utf16 = UTF16Decoder(bigEndian: true)
        case .converted(let name):
            converter = CharsetConverter(name)
            return converter != nil
        }
        return true
    }

    /// Takes the next block.
    func feed(_ block: UnsafeRawBufferPointer) throws(Halt) {
        if let converter {
            try converter.convert(block) { utf8 throws(Halt) in try consumer.consume(utf8) }
        } else if utf16 != nil {
            try feedUTF16(block)
        } else {
            try feedUTF8(block)
        }
    }

    /// Says that nothing more comes.
    func finish() throws(Halt) {
        if let converter { try converter.finish { utf8 throws(Halt) in try consumer.consume(utf8) } }
        utf16?.finish(into: &buffer)
        if !carry.isEmpty {
            invalidUTF8 += carry.count
            buffer += [0xEF, 0xBF, 0xBD]
            carry = []
        }
        try flush()
        try consumer.finish()
    }

    private func feedUTF16(_ block: UnsafeRawBufferPointer) throws(Halt) {
        var start = 0
        // In steps, so that the buffer stays small whatever the block.
        while start < block.count {
            let step = min(32 << 10, block.count - start)
            utf16?.decode(UnsafeRawBufferPointer(rebasing: block[start..<start + step]), into: &buffer)
            try flush()
            start += step
        }
    }

    private func flush() throws(Halt) {
        guard !buffer.isEmpty else { return }
        try buffer.span.bytes.withUnsafeBytes { utf8 throws(Halt) in try consumer.consume(utf8) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func feedUTF8(_ block: UnsafeRawBufferPointer) throws(Halt) {
        var start = 0
        while !carry.isEmpty, start < block.count {
            carry.append(block[start])
            start += 1
            let length = carry.withUnsafeBytes { UTF8Check.sequence($0, 0) }
            if length == 0 { continue }
            if length < 0 {
                // The byte that broke the character may begin another one.
                start -= 1
                carry.removeLast()
                invalidUTF8 += carry.count
                buffer += [0xEF, 0xBF, 0xBD]
            } else {
                buffer += carry
            }
            carry = []
            try flush()
        }
        while start < block.count {
            let (end, stop) = UTF8Check.validEnd(of: block, from: start)
            if end > start { try consumer.consume(UnsafeRawBufferPointer(rebasing: block[start..<end])) }
            switch stop {
            case .end: return
            case .unfinished:
                carry = Array(block[end...])
                return
            case .invalid:
                if invalidUTF8 == 0, try reconsider(block, from: end, checking: start) { return }
                invalidUTF8 += 1
                buffer += [0xEF, 0xBF, 0xBD]
                try flush()
                start = end + 1
            }
        }
    }

    /// At the first invalid byte: if all before it was ASCII, the text is in another encoding from here on.
    private func reconsider(
        _ block: UnsafeRawBufferPointer, from index: Int, checking start: Int
    ) throws(Halt) -> Bool {
        guard !sawBeyondASCII else { return false }
        sawBeyondASCII = true
        // Valid characters beyond ASCII in this block decide for UTF-8; in earlier blocks they are rare enough.
        guard !block[..<index].contains(where: { $0 >= 0x80 }) else { return false }
        let rest = UnsafeRawBufferPointer(rebasing: block[index...])
        let found = CharsetDetector.encoding(of: rest)
        guard found != .utf8, use(found) else {
            encoding = .utf8
            return false
        }
        try feed(rest)
        return true
    }
}
