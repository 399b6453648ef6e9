/// What writes markup as text, escaping everything that is not markup of ours.
public protocol MarkupWriter {
    /// What was written so far.
    var text: String { get set }
}

extension MarkupWriter {
    /// Markup of ours, as it stands.
    public mutating func raw(_ markup: StaticString) { text += markup.description }

    /// Text, escaped.
    public mutating func write(_ content: String) { escape(content) }

    /// Text in which backticks set off what a person types: `code` elements.
    public mutating func prose(_ content: String) {
        for (index, piece) in content.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 { element("code", text: String(piece)) } else { escape(String(piece)) }
        }
    }

    /// An element with what is inside it.
    public mutating func element(_ name: StaticString, _ attributes: Attribute..., inside: (inout Self) -> Void) {
        open(name, attributes)
        inside(&self)
        close(name)
    }

    /// An element that holds text alone.
    public mutating func element(_ name: StaticString, _ attributes: Attribute..., text content: String) {
        open(name, attributes)
        escape(content)
        close(name)
    }

    /// An element that holds nothing and has no end tag.
    public mutating func void(_ name: StaticString, _ attributes: Attribute...) { open(name, attributes) }

    mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        text += "<"
        text += name.description
        for attribute in attributes {
            guard let value = attribute.value else { continue }
            text += " "
            text += attribute.name.description
            if attribute.isFlag { continue }
            text += "=\""
            escape(value)
            text += "\""
        }
        text += ">"
    }

    mutating func close(_ name: StaticString) {
        text += "</"
        text += name.description
        text += ">"
    }

    private mutating func escape(_ content: String) {
        // Most texts need nothing, and appending one whole is many times as fast as by characters.
        if content.utf8.allSatisfy(Self.standsForItself) {
            text += content
            return
        }
        // What stands between two that need something is appended whole too: the query of a link is mostly letters.
        var rest = content.utf8[...]
        while let place = rest.firstIndex(where: { !Self.standsForItself($0) }) {
            text += Substring(rest[..<place])
            let byte = rest[place]
            rest = rest[rest.index(after: place)...]
            switch byte {
            case UInt8(ascii: "&"): text += "&amp;"
            case UInt8(ascii: "<"): text += "&lt;"
            case UInt8(ascii: ">"): text += "&gt;"
            case UInt8(ascii: "\""): text += "&quot;"
            case UInt8(ascii: "'"): text += "&#39;"
            case 0xC2:
                // U+0080 to U+00BF, of which the first 32 are control characters.
                guard let second = rest.popFirst() else { break }
                text.unicodeScalars.append(second < 0xA0 ? "\u{FFFD}" : Unicode.Scalar(second))
            default: text += "\u{FFFD}"
            }
        }
        text += Substring(rest)
    }

    /// Whether a byte of UTF-8 can be copied: no markup, no control character, no lead byte of one (C2).
    private static func standsForItself(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20: byte == 0x0A || byte == 0x09
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x7F, 0xC2:
            false
        default: true
        }
    }
}
