/// The text of an HTML page, with what its tags and comments hide: values of fields, descriptions, addresses.
///
/// Line ends stay where they are in the source, so that places can be named by line.
final class HTMLText: TextConsumer {
    /// A value of its own: its fields change with every byte, which is dear in a class.
    private var scanner: HTMLScanner

    init(_ output: any TextOutput) { scanner = HTMLScanner(output) }

    func consume(_ utf8: UnsafeRawBufferPointer) { scanner.feed(utf8) }

    func finish() { scanner.finish() }
}

/// Reads HTML byte by byte.
private struct HTMLScanner {
    private enum State {
        case text, reference, tag, comment
    }

    /// Longest tag that is kept, in bytes; what goes beyond is passed over.
    private static let tagLimit = 1 << 20

    private var buffer: TextBuffer
    private var state = State.text
    private var pending: [UInt8] = []
    private var quote: UInt8 = 0
    /// Attributes and comments seen since the last line end or block: they would tear the visible text apart.
    private var aside: [UInt8] = []

    init(_ output: any TextOutput) { buffer = TextBuffer(output) }

    mutating func feed(_ utf8: UnsafeRawBufferPointer) {
        var index = 0
        while index < utf8.count {
            if state == .text {
                let start = index
                while index < utf8.count, utf8[index] != 0x3C, utf8[index] != 0x26, utf8[index] != 0x0A { index &+= 1 }
                if index > start { buffer.append(UnsafeRawBufferPointer(rebasing: utf8[start..<index])) }
                guard index < utf8.count else { return }
            }
            take(utf8[index])
            index &+= 1
        }
    }

    mutating func finish() {
        if state == .reference { buffer.append([0x26] + pending) }
        if state == .comment || state == .tag { aside += pending }
        flushAside()
        buffer.flush()
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .text:
            switch byte {
            case 0x3C: begin(.tag)
            case 0x26: begin(.reference)
            case 0x0A:
                flushAside()
                buffer.append(byte)
            default: buffer.append(byte)
            }
        case .reference: takeReference(byte)
        case .tag: takeTag(byte)
        case .comment:
            keep(byte)
            if byte == 0x3E, pending.suffix(3) == [0x2D, 0x2D, 0x3E] {
                aside.append(0x20)
                aside += pending.dropLast(3)
                state = .text
            }
        }
    }

    private mutating func begin(_ next: State) {
        state = next
        quote = 0
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func takeReference(_ byte: UInt8) {
        if byte == 0x3B {
            state = .text
            if let text = MarkupEntities.utf8(of: pending) {
                buffer.append(text)
            } else {
                buffer.append([0x26] + pending + [0x3B])
            }
            return
        }
        let isName = byte == 0x23 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (0x30...0x39).contains(byte)
        guard isName, pending.count < MarkupEntities.limit else {
            state = .text
            // Pages leave the semicolon out at times.
            buffer.append(MarkupEntities.utf8(of: pending) ?? [0x26] + pending)
            take(byte)
            return
        }
        pending.append(byte)
    }

    private mutating func takeTag(_ byte: UInt8) {
        if pending.isEmpty, byte != 0x21, byte != 0x2F, byte != 0x3F, !((0x61...0x7A).contains(byte | 0x20)) {
            // A lone `<` is text.
            state = .text
            buffer.append(0x3C)
            take(byte)
            return
        }
        if quote != 0 {
            if byte == quote { quote = 0 }
            keep(byte)
            return
        }
        switch byte {
        case 0x22, 0x27:
            if pending.last == 0x3D || pending.last == 0x20 { quote = byte }
            keep(byte)
        case 0x3E:
            state = .text
            endTag()
        default:
            keep(byte)
            if byte == 0x2D, pending == Array("!--".utf8) { begin(.comment) }
        }
    }

    /// Keeps a byte of a tag or a comment; its line ends count.
    private mutating func keep(_ byte: UInt8) {
        if byte == 0x0A { buffer.append(byte) }
        if pending.count >= Self.tagLimit {
            aside += pending
            pending.removeAll(keepingCapacity: true)
            flushAside()
        }
        pending.append(byte == 0x0A ? 0x20 : byte)
    }

    private mutating func endTag() {
        let name = pending.drop { $0 == 0x2F }.prefix { $0 > 0x20 && $0 != 0x2F }
        let lowercased = String(decoding: name.prefix(16), as: UTF8.self).lowercased()
        pending.withUnsafeBytes { tag in
            var attributes = XMLAttributes()
            attributes.parse(tag, from: min(tag.count, name.endIndex))
            for attribute in Self.telling {
                guard let value = attributes[attribute], !value.isEmpty else { continue }
                aside.append(0x20)
                aside += value
            }
        }
        switch lowercased {
        case "td", "th":
            flushAside()
            buffer.append(0x09)
        case "b", "i", "u", "em", "strong", "span", "font", "a", "sub", "sup", "small", "mark", "wbr", "bdi", "bdo",
            "code", "tt", "abbr", "label":
            if aside.count > 64 << 10 { flushAside() }
        default:
            flushAside()
            buffer.append(0x20)
        }
    }

    private mutating func flushAside() {
        guard !aside.isEmpty else { return }
        aside.append(0x20)
        buffer.append(aside)
        aside.removeAll(keepingCapacity: true)
    }

    /// Attributes that hold what people typed.
    private static let telling: [XMLName] = [
        XMLName("value"), XMLName("alt"), XMLName("title"), XMLName("content"), XMLName("placeholder"), XMLName("href"),
        XMLName("src"), XMLName("action"), XMLName("aria-label"), XMLName("summary"), XMLName("data-value"),
        XMLName("data-id"), XMLName("data-name"),
    ]
}
