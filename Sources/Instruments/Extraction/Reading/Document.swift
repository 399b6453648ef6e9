/// Something to read: a file, an entry of an archive, a part of a mail.
struct Document {
    /// The names on the way in, outermost first, made safe to show.
    var path: [String]
    /// Layers of archives and compression around it.
    var depth = 0
    /// The character encoding that a mail or an archive declares.
    var charset: String?

    /// The last name.
    var name: String { path.last ?? "" }

    /// Whether its name ends so; a hint, never the proof of a format.
    func isNamed(_ endings: String...) -> Bool {
        let name = name.lowercased()
        return endings.contains { name.hasSuffix($0) }
    }

    /// A document inside this one.
    func inner(_ name: String, charset: String? = nil) -> Document {
        Document(path: path + [name], depth: depth + 1, charset: charset)
    }

    /// The content of this one with one layer taken off.
    func unwrapped() -> Document { Document(path: path, depth: depth + 1) }
}
