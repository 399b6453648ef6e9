/// Reads XML block by block. It knows no document type: declarations are passed over, and entities that one might define
/// stay as they are written, so nothing in a document can make it grow or reach out.
final class XMLTokenizer: TextConsumer {
    /// A value of its own: its fields change with every tag, which is dear in a class.
    private var scanner: XMLScanner

    init(_ handler: any XMLHandler) { scanner = XMLScanner(handler) }

    func consume(_ utf8: UnsafeRawBufferPointer) throws(Halt) { try scanner.feed(utf8) }

    func finish() throws(Halt) { try scanner.finish() }
}

/// Reads XML tag by tag.
private struct XMLScanner {
    private enum State {
        case text
        /// Behind `<`, collecting up to `>`.
        case tag
        /// Inside `<!-- -->`, `<![CDATA[ ]]>` or `<? ?>`.
        case comment, characters, instruction
        case reference
    }

    /// Longest tag, in bytes.
    private static let tagLimit = 4 << 20

    private let handler: any XMLHandler
    private var state = State.text
    private var pending: [UInt8] = []
    private var attributes = XMLAttributes()
    private var quote: UInt8 = 0
    private var brackets = 0

    init(_ handler: any XMLHandler) { self.handler = handler }

    mutating func feed(_ utf8: UnsafeRawBufferPointer) throws(Halt) {
        var index = 0
        while index < utf8.count {
            switch state {
            case .text: index = try text(utf8, index)
            case .tag: index = try tag(utf8, index)
            case .comment: index = try section(utf8, index, [0x2D, 0x2D, 0x3E])
            case .characters: index = try section(utf8, index, [0x5D, 0x5D, 0x3E])
            case .instruction: index = try section(utf8, index, [0x3F, 0x3E])
            case .reference: index = try reference(utf8, index)
            }
        }
    }

    mutating func finish() throws(Halt) {
        if case .reference = state { try emit([0x26] + pending) }
        try handler.finish()
    }

    private mutating func text(_ utf8: UnsafeRawBufferPointer, _ start: Int) throws(Halt) -> Int {
        var index = start
        while index < utf8.count, utf8[index] != 0x3C, utf8[index] != 0x26 { index &+= 1 }
        if index > start { try handler.text(UnsafeRawBufferPointer(rebasing: utf8[start..<index])) }
        guard index < utf8.count else { return index }
        if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
        if utf8[index] == 0x26 {
            state = .reference
        } else {
            state = .tag
            quote = 0
            brackets = 0
        }
        return index + 1
    }

    private mutating func reference(_ utf8: UnsafeRawBufferPointer, _ index: Int) throws(Halt) -> Int {
        let byte = utf8[index]
        if byte == 0x3B {
            state = .text
            if let text = MarkupEntities.utf8(of: pending) {
                try emit(text)
            } else {
                try emit([0x26] + pending + [0x3B])
            }
            return index + 1
        }
        guard pending.count < MarkupEntities.limit, byte != 0x3C, byte != 0x26, byte > 0x20 else {
            state = .text
            try emit([0x26] + pending)
            return index
        }
        pending.append(byte)
        return index + 1
    }

    private mutating func tag(_ utf8: UnsafeRawBufferPointer, _ start: Int) throws(Halt) -> Int {
        var index = start
        let wasEmpty = pending.isEmpty
        while index < utf8.count {
            let byte = utf8[index]
            if pending.count + (index - start) < 8, byte == 0x2D || byte == 0x5B || byte == 0x3F, quote == 0 {
                // The first bytes decide whether this is a comment, a CDATA section or an instruction.
                let opening = pending + utf8[start...index]
                if opening == Array("!--".utf8) { return enter(.comment, index) }
                if opening == Array("![CDATA[".utf8) { return enter(.characters, index) }
                if opening == [0x3F] { return enter(.instruction, index) }
            }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else {
                switch byte {
                case 0x22, 0x27: quote = byte
                case 0x5B: brackets += 1
                case 0x5D: brackets -= 1
                case 0x3E where brackets <= 0:
                    state = .text
                    if wasEmpty {
                        try element(UnsafeRawBufferPointer(rebasing: utf8[start..<index]))
                    } else {
                        pending += utf8[start..<index]
                        let whole = pending
                        try whole.span.bytes.withUnsafeBytes { raw throws(Halt) in try element(raw) }
                    }
                    return index + 1
                default: break
                }
            }
            index &+= 1
        }
        pending += utf8[start..<index]
        guard pending.count <= Self.tagLimit else { throw .document("document-damaged", ["format": "XML"]) }
        return index
    }

    private mutating func enter(_ section: State, _ index: Int) -> Int {
        state = section
        pending.removeAll(keepingCapacity: true)
        return index + 1
    }

    /// Goes on to the bytes that end a section; `pending` holds as many of them as have been seen.
    private mutating func section(
        _ utf8: UnsafeRawBufferPointer, _ start: Int, _ ending: [UInt8]
    ) throws(Halt) -> Int {
        let isText = state == .characters
        var index = start
        var textStart = start
        while index < utf8.count {
            let byte = utf8[index]
            if byte == ending[pending.count] {
                if pending.isEmpty, isText, index > textStart {
                    try handler.text(UnsafeRawBufferPointer(rebasing: utf8[textStart..<index]))
                }
                pending.append(byte)
                index += 1
                textStart = index
                if pending == ending {
                    state = .text
                    return index
                }
            } else if pending.isEmpty {
                index &+= 1
            } else if pending.count == 2, ending.count == 3, byte == pending[0] {
                // `--->`, `]]]>`: one more of the same.
                if isText { try emit([byte]) }
                index += 1
                textStart = index
            } else {
                if isText { try emit(pending) }
                pending.removeAll(keepingCapacity: true)
                textStart = index
            }
        }
        if isText, index > textStart { try handler.text(UnsafeRawBufferPointer(rebasing: utf8[textStart..<index])) }
        return index
    }

    private mutating func element(_ tag: UnsafeRawBufferPointer) throws(Halt) {
        guard let first = tag.first, first != 0x21 else { return }
        if first == 0x2F {
            var end = 1
            while end < tag.count, tag[end] > 0x20 { end += 1 }
            try handler.end(XMLName(UnsafeRawBufferPointer(rebasing: tag[1..<end])))
            return
        }
        var end = 0
        while end < tag.count, tag[end] > 0x20, tag[end] != 0x2F { end += 1 }
        let name = XMLName(UnsafeRawBufferPointer(rebasing: tag[..<end]))
        if end < tag.count { attributes.parse(tag, from: end) } else { attributes.removeAll() }
        try handler.start(name, attributes)
        if tag.last == 0x2F { try handler.end(name) }
    }

    private mutating func emit(_ bytes: [UInt8]) throws(Halt) {
        try bytes.span.bytes.withUnsafeBytes { raw throws(Halt) in try handler.text(raw) }
    }
}
