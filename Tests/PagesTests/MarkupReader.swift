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
    private static let scalars: [String: String] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]

    private let text: [Unicode.Scalar]
    private var index = 0
    private(set) var elements: [Element] = []
    private var open: [Int] = []

    init(_ markup: String) throws {
        text = Array(markup.unicodeScalars)
        guard markup.hasPrefix("<!DOCTYPE html>\n") else { throw Mistake(description: "no document type") }
        index = "<!DOCTYPE html>\n".unicodeScalars.count
        while index < text.count {
            if text[index] == "<" { try tag() } else { try characters() }
        }
        guard open.isEmpty else { throw mistake("\(elements[open[open.count - 1]].name) is not closed") }
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
            guard let last = open.popLast(), elements[last].name == name else {
                throw mistake("</\(name)> closes nothing")
            }
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
                while text[index] != quote { value += try scalar(inAttribute: true) }
                index += 1
            }
            guard attributes.updateValue(value, forKey: key) == nil else { throw mistake("\(key) is there twice") }
        }
        elements.append(Element(name: name, attributes: attributes, parents: open))
        if text[index] == "/" {
            index += 1
            try expect(">")
            return
        }
        try expect(">")
        if !Self.void.contains(name) { open.append(elements.count - 1) }
    }

    private mutating func characters() throws {
        let content = try scalar(inAttribute: false)
        for element in open { elements[element].text += content }
    }

    private mutating func scalar(inAttribute: Bool) throws -> String {
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
        case "\t", "\n": return String(Character(scalar))
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": throw mistake("a control character")
        default: return String(Character(scalar))
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

    /// The elements that stand in one.
    func within(_ element: Element) -> [Element] {
        guard
            let place = elements.firstIndex(where: {
                $0.parents == element.parents && $0.attributes == element.attributes && $0.name == element.name
            })
        else { return [] }
        return elements.filter { $0.parents.contains(place) }
    }
}
