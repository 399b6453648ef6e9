/// An office document: a ZIP file of XML parts.
enum OfficePackage {
    enum Kind: Hashable {
        case word, workbook, slides
        /// ODF text, sheets and slides.
        case openDocument

        /// Nil where the entries are not those of an office document.
        init?(entries: [String]) {
            let set = Set(entries)
            if set.contains("[Content_Types].xml") {
                if entries.contains(where: { $0.hasPrefix("word/") }) {
                    self = .word
                } else if entries.contains(where: { $0.hasPrefix("xl/") }) {
                    self = .workbook
                } else if entries.contains(where: { $0.hasPrefix("ppt/") }) {
                    self = .slides
                } else {
                    return nil
                }
            } else if set.contains("mimetype"), set.contains("content.xml") {
                self = .openDocument
            } else {
                return nil
            }
        }
    }

    /// What a part of a document holds, by its name.
    static func mark(of part: String) -> String {
        let file = part.split(separator: "/").last.map(String.init) ?? part
        let stem = String(file.prefix { $0 != "." })
        let number = stem.drop { !$0.isNumber }.prefix { $0.isNumber }
        let word = String(stem.prefix { !$0.isNumber })
        switch word {
        case "document", "content": return "body"
        case "header", "footer", "footnotes", "endnotes", "styles": return word
        case "comment", "comments", "commentsExtended", "threadedComment": return "comment"
        case "slide": return "slide \(number)"
        case "notesSlide": return "notes of slide \(number)"
        case "slideLayout", "slideMaster", "notesMaster", "handoutMaster": return "slide master"
        case "core", "app", "custom", "meta": return "properties"
        case "drawing": return "drawing"
        case "chart": return "chart"
        default: return DisplayName(part).text
        }
    }
}
