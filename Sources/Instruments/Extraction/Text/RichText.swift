/// The text of an RTF document: escapes resolved, fonts, colours and pictures left out.
final class RichText {
    private struct Group {
        var isSkipped = false
        /// Characters that stand in for a Unicode one and are passed over.
        var fallback = 1
    }

    private var buffer: TextBuffer
    private var groups = [Group()]
    private var word: [UInt8] = []
    private var state = State.text
    private var toSkip = 0
    private var encoded: [UInt8] = []
    private var converter: CharsetConverter?
    private var high: UInt32?
    private var binary = 0

    private enum State {
        case text, escape, word, hexadecimal
    }

    init(_ output: any TextOutput) {
        buffer = TextBuffer(output)
    }

    func feed(_ block: UnsafeRawBufferPointer) {
        for byte in block { take(byte) }
    }

    func finish() {
        flushEncoded()
        buffer.flush()
    }

    private func take(_ byte: UInt8) {
        if binary > 0 {
            binary -= 1
            return
        }
        switch state {
        case .text: takeText(byte)
        case .escape: takeEscape(byte)
        case .hexadecimal:
            word.append(byte)
            guard word.count == 2 else { return }
            state = .text
            if let value = UInt8(String(decoding: word, as: UTF8.self), radix: 16) { appendEncoded(value) }
        case .word:
            let isLetter = (0x61...0x7A).contains(byte | 0x20)
            let isNumber = (0x30...0x39).contains(byte) || byte == 0x2D
            let hasNumber = word.last.map { (0x30...0x39).contains($0) || $0 == 0x2D } ?? false
            if word.count < 40, isNumber || isLetter && !hasNumber {
                word.append(byte)
                return
            }
            state = .text
            control()
            // One space ends a word and is no text.
            if byte != 0x20 { take(byte) }
        }
    }

    private func takeText(_ byte: UInt8) {
        switch byte {
        case 0x5C: state = .escape
        case 0x7B:
            // A document nests a few groups; one that nests without end is cut flat.
            if groups.count < 10_000 { groups.append(groups[groups.count - 1]) }
        case 0x7D: if groups.count > 1 { groups.removeLast() }
        case 0x0A, 0x0D: break
        default: appendEncoded(byte)
        }
    }

    private func takeEscape(_ byte: UInt8) {
        word.removeAll(keepingCapacity: true)
        state = .text
        switch byte {
        case 0x27: state = .hexadecimal
        case 0x2A: groups[groups.count - 1].isSkipped = true
        case 0x5C, 0x7B, 0x7D: appendEncoded(byte)
        case 0x7E: appendEncoded(0x20)
        case 0x5F: appendEncoded(0x2D)
        case 0x0A, 0x0D: append([0x0A])
        default:
            guard (0x61...0x7A).contains(byte | 0x20) else { return }
            state = .word
            word.append(byte)
        }
    }

    private func control() {
        let name = String(decoding: word.prefix { (0x61...0x7A).contains($0 | 0x20) }, as: UTF8.self)
        let number = Int(String(decoding: word.dropFirst(name.utf8.count), as: UTF8.self))
        switch name {
        case "par", "line", "row", "sect", "page": append([0x0A])
        case "tab", "cell": append([0x09])
        case "u": appendUnicode(number ?? 0)
        case "uc": groups[groups.count - 1].fallback = min(16, max(0, number ?? 1))
        case "bin": binary = max(0, number ?? 0)
        case "ansicpg": use(codePage: number ?? 1252)
        case "fonttbl", "colortbl", "stylesheet", "pict", "themedata", "datastore", "listtable", "rsidtbl":
            groups[groups.count - 1].isSkipped = true
        case "fldinst", "annotation", "footnote", "header", "footer", "info", "title", "author", "subject":
            // These are starred at times, but they hold what people wrote.
            groups[groups.count - 1].isSkipped = false
            append([0x20])
        default: break
        }
    }

    private func use(codePage: Int) {
        let name =
            switch codePage {
            case 950: "BIG5-HKSCS"
            case 936, 54936: "GB18030"
            default: "CP\(codePage)"
            }
        converter = CharsetConverter(name)
    }

    private func appendUnicode(_ number: Int) {
        flushEncoded()
        toSkip = groups[groups.count - 1].fallback
        let unit = UInt32(truncatingIfNeeded: number < 0 ? number &+ 65_536 : number) & 0xFFFF
        if 0xD800...0xDBFF ~= unit {
            high = unit
            return
        }
        var value = unit
        if let lead = high, 0xDC00...0xDFFF ~= unit { value = 0x10000 + ((lead & 0x3FF) << 10 | unit & 0x3FF) }
        high = nil
        append(Array(String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8))
    }

    private func appendEncoded(_ byte: UInt8) {
        if toSkip > 0 {
            toSkip -= 1
            return
        }
        guard !groups[groups.count - 1].isSkipped else { return }
        if byte < 0x80, encoded.isEmpty {
            buffer.append(byte)
        } else {
            encoded.append(byte)
            // A trail byte may be ASCII: a pair is looked at as a whole.
            if encoded.count >= 4096 || byte < 0x80 && encoded.count % 2 == 0 { flushEncoded() }
        }
    }

    private func append(_ utf8: [UInt8]) {
        flushEncoded()
        if !groups[groups.count - 1].isSkipped { buffer.append(utf8) }
    }

    private func flushEncoded() {
        guard !encoded.isEmpty else { return }
        let bytes = encoded
        encoded.removeAll(keepingCapacity: true)
        if converter == nil { converter = CharsetConverter("CP1252") }
        guard let converter else { return }
        var text: [UInt8] = []
        do throws(Halt) {
            try bytes.span.bytes.withUnsafeBytes { raw throws(Halt) in try converter.convert(raw) { text += $0 } }
            try converter.finish { text += $0 }
        } catch { return }
        buffer.append(text)
    }
}

extension UnitReader {
    /// An RTF document.
    func readRichText(_ reader: HeadReader, _ document: Document) throws(Halt) {
        output.begin(TextPart(path: document.path, locator: .mark, encoding: "RTF"))
        let text = RichText(output)
        var block = reader.head
        while !block.isEmpty {
            text.feed(block)
            try budget.tick()
            block = try reader.next()
        }
        text.finish()
        output.end()
    }
}
