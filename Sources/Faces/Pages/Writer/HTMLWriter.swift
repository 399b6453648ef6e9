/// Writes HTML as text, escaping everything that is not markup of ours.
struct HTMLWriter {
    private(set) var text = ""

    /// An attribute of an element.
    struct Attribute {
        let name: StaticString
        let value: String

        static func `class`(_ value: String) -> Attribute { Attribute(name: "class", value: value) }
        static func id(_ value: String) -> Attribute { Attribute(name: "id", value: value) }
        static func lang(_ value: String) -> Attribute { Attribute(name: "lang", value: value) }
        static func scope(_ value: String) -> Attribute { Attribute(name: "scope", value: value) }
        static func named(_ name: StaticString, _ value: String) -> Attribute { Attribute(name: name, value: value) }
    }

    /// Markup of ours, as it stands.
    mutating func raw(_ markup: StaticString) { text += markup.description }

    /// Text, escaped.
    mutating func write(_ content: String) { escape(content) }

    /// Text in which backticks set off what a person types: `code` elements.
    mutating func prose(_ content: String) {
        for (index, piece) in content.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 { element("code", text: String(piece)) } else { escape(String(piece)) }
        }
    }

    /// An element with what is inside it.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., inside: (inout HTMLWriter) -> Void) {
        open(name, attributes)
        inside(&self)
        text += "</\(name.description)>"
    }

    /// An element that holds text alone.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., text content: String) {
        open(name, attributes)
        escape(content)
        text += "</\(name.description)>"
    }

    /// An element that holds nothing and has no end tag.
    mutating func void(_ name: StaticString, _ attributes: Attribute...) { open(name, attributes) }

    private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        text += "<\(name.description)"
        for attribute in attributes {
            text += " \(attribute.name.description)=\""
            escape(attribute.value)
            text += "\""
        }
        text += ">"
    }

    private mutating func escape(_ content: String) {
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
