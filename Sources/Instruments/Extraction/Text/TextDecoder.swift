/// Turns bytes of any encoding into UTF-8 for a consumer, block by block; UTF-8 goes through uncopied.
///
/// A file may be pure ASCII for megabytes before its first Chinese character, so that what seems to be UTF-8 is decided
/// upon where the first byte beyond ASCII stands.
final class TextDecoder {
    private(set) var encoding: TextEncoding
    private let consumer: any TextConsumer
    /// Whether the encoding is beyond doubt.
    private var isSettled = false
    private var isFinishing = false
    /// Bytes beyond ASCII at the end of a block, too few to tell their encoding by.
    private var undecided: [UInt8] = []
    /// How many bytes tell an encoding.
    private static let enough = 1024
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
        isFinishing = true
        if !undecided.isEmpty { try feed(UnsafeRawBufferPointer(start: nil, count: 0)) }
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
        var taken: [UInt8] = []
        swap(&taken, &buffer)
        try taken.span.bytes.withUnsafeBytes { utf8 throws(Halt) in try consumer.consume(utf8) }
        taken.removeAll(keepingCapacity: true)
        swap(&taken, &buffer)
    }

    private func feedUTF8(_ block: UnsafeRawBufferPointer) throws(Halt) {
        guard isSettled else {
            try settle(block)
            return
        }
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
            try hand(block, start..<end)
            switch stop {
            case .end: return
            case .unfinished:
                carry = Array(block[end...])
                return
            case .invalid:
                invalidUTF8 += 1
                buffer += [0xEF, 0xBF, 0xBD]
                try flush()
                start = end + 1
            }
        }
    }

    /// Passes ASCII on, and decides at the first byte beyond it.
    private func settle(_ block: UnsafeRawBufferPointer) throws(Halt) {
        if !undecided.isEmpty {
            let joined = undecided + block
            undecided = []
            try joined.span.bytes.withUnsafeBytes { raw throws(Halt) in try settle(raw) }
            return
        }
        let first = UTF8Check.firstBeyondASCII(block)
        try hand(block, 0..<first)
        guard first < block.count else { return }
        let rest = UnsafeRawBufferPointer(rebasing: block[first...])
        guard rest.count >= Self.enough || isFinishing else {
            undecided = Array(rest)
            return
        }
        isSettled = true
        let found = CharsetDetector.encoding(of: rest)
        if found == .utf8 || !use(found) { encoding = .utf8 }
        try feed(rest)
    }

    private func hand(_ block: UnsafeRawBufferPointer, _ range: Range<Int>) throws(Halt) {
        if !range.isEmpty { try consumer.consume(UnsafeRawBufferPointer(rebasing: block[range])) }
    }
}
