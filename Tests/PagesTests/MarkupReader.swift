/// Reads what our writer writes, and nothing more lenient: every attribute quoted, every element closed in order.
struct MarkupReader {
    /// An element as it was opened.
    struct Element {
        let name: String
        let attributes: [String: String]
        /// The indexes of the elements that it stands in, outermost first.
        let parents: [Int]
        /// The text that stands in it, with that of its children.
        var text = ""
    }

    /// What is wrong with a text that was to be markup.
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    private static let void: Set<String> = ["meta", "link", "input", "br", "img", "hr"]
    private static let scalars: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]

    private let text: [Unicode.Scalar]
    private var index = 0
    private(set) var elements: [Element] = []
    private var open: [(element: Int, start: Int)] = []
    /// All text so far; an element's is what was added between its start and its end.
    private var content: [Unicode.Scalar] = []

    init(_ markup: String) throws {
        // A character that nothing accepts, so that no look ahead runs past the end.
        text = Array(markup.unicodeScalars) + ["\u{0}"]
        guard markup.hasPrefix("<!DOCTYPE html>\n") else { throw Mistake(description: "no document type") }
        index = "<!DOCTYPE html>\n".unicodeScalars.count
        while index < text.count - 1 {
            if text[index] == "<" { try tag() } else { try characters() }
        }
        guard open.isEmpty else { throw mistake("\(elements[open[open.count - 1].element].name) is not closed") }
    }

    private func mistake(_ problem: String) -> Mistake {
        let around = text[max(0, index - 60)..<min(text.count, index + 60)]
        return Mistake(description: "\(problem) near: \(String(String.UnicodeScalarView(around)))")
    }

    private mutating func tag() throws {
        index += 1
        if index < text.count, text[index] == "/" {
            index += 1
            let name = try name()
            try expect(">")
            guard let (last, start) = open.popLast(), elements[last].name == name else {
                throw mistake("</\(name)> closes nothing")
            }
            elements[last].text = String(String.UnicodeScalarView(content[start...]))
            return
        }
        let name = try name()
        var attributes: [String: String] = [:]
        while true {
            if text[index] == ">" || text[index] == "/" { break }
            try expect(" ")
            let key = try self.name()
            var value = ""
            if text[index] == "=" {
                index += 1
                let quote = text[index]
                guard quote == "\"" || quote == "'" else { throw mistake("\(key) is not quoted") }
                index += 1
                while text[index] != quote { value.unicodeScalars.append(try scalar()) }
                index += 1
            }
            guard attributes.updateValue(value, forKey: key) == nil else { throw mistake("\(key) is there twice") }
        }
        elements.append(Element(name: name, attributes: attributes, parents: open.map(\.element)))
        if text[index] == "/" {
            index += 1
            try expect(">")
            return
        }
        try expect(">")
        if !Self.void.contains(name) { open.append((elements.count - 1, content.count)) }
    }

    private mutating func characters() throws { content.append(try scalar()) }

    private mutating func scalar() throws -> Unicode.Scalar {
        guard index < text.count else { throw mistake("the text ends early") }
        let scalar = text[index]
        index += 1
        switch scalar {
        case "&":
            var name = ""
            while index < text.count, text[index] != ";", name.count < 8 {
                name.unicodeScalars.append(text[index])
                index += 1
            }
            guard index < text.count, text[index] == ";", let meant = Self.scalars[name] else {
                throw mistake("&\(name) is no reference of ours")
            }
            index += 1
            return meant
        case "<", ">": throw mistake("a bare \(scalar)")
        case "\t", "\n": return scalar
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": throw mistake("a control character")
        default: return scalar
        }
    }

    private mutating func name() throws -> String {
        var name = ""
        while index < text.count,
            text[index].properties.isAlphabetic || "-0123456789".unicodeScalars.contains(text[index])
        {
            name.unicodeScalars.append(text[index])
            index += 1
        }
        guard !name.isEmpty, index < text.count else { throw mistake("a name is missing") }
        return name
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws {
        guard index < text.count, text[index] == scalar else { throw mistake("expected \(scalar)") }
        index += 1
    }
}

extension MarkupReader {
    /// The elements of a name.
    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}
