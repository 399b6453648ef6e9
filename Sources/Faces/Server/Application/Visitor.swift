import Identity
import Model
import Pages

/// Who asks, and how answers are shown to them.
struct Visitor: Sendable {
    /// The language of pages.
    var language = Language.english
    /// Light or dark.
    var scheme = ColourScheme.system
    /// The token that forms carry.
    var csrf = ""
    /// The person that signed in, or the program that showed a key; nil for anybody else.
    var viewer: Viewer?
}

/// A person who signed in, or a program with a key of theirs.
struct Viewer: Sendable {
    /// What they may do.
    let standing: Standing
    /// The name to greet them by.
    let name: String
    /// The session's id; nil for a program.
    let session: String?
}
