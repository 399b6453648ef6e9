/// A string of a rule with its wildcards: `*` any run of characters, `?` exactly one.
struct SigmaPattern: Sendable, Hashable {
    /// A piece of a pattern.
    enum Piece: Sendable, Hashable {
        case text(String)
        case anyRun
        case anyOne
    }

    var pieces: [Piece]

    init(pieces: [Piece]) { self.pieces = pieces }

    /// Reads a string as the specification escapes it: a backslash escapes only `*`, `?` and itself, and stands for
    /// itself before anything else.
    init(_ text: String) {
        pieces = []
        var literal = ""
        var characters = text.unicodeScalars[...]
        while let character = characters.popFirst() {
            switch character {
            case "\\":
                if let next = characters.first, next == "*" || next == "?" || next == "\\" {
                    literal.unicodeScalars.append(next)
                    characters.removeFirst()
                } else {
                    literal.unicodeScalars.append(character)
                }
            case "*", "?":
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = ""
                let piece: Piece = character == "*" ? .anyRun : .anyOne
                // Two stars in a row are one.
                if piece != .anyRun || pieces.last != .anyRun { pieces.append(piece) }
            default: literal.unicodeScalars.append(character)
            }
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    /// The text of a pattern without wildcards; nil where it has one.
    var literal: String? {
        switch pieces.count {
        case 0: return ""
        case 1: if case .text(let text) = pieces[0] { return text }
        default: break
        }
        return nil
    }

    /// The pattern with runs before and after it.
    func surrounded(before: Bool, after: Bool) -> SigmaPattern {
        var pieces = pieces
        if before, pieces.first != .anyRun { pieces.insert(.anyRun, at: 0) }
        if after, pieces.last != .anyRun { pieces.append(.anyRun) }
        return SigmaPattern(pieces: pieces)
    }
}
