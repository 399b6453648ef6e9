import Accounts
import Credentials
import Identity
import Model
import Pages

/// Who asks, and how answers are shown to them.
struct Visitor: Sendable {
    /// The language of pages.
    var language = Language.english
    /// Light or dark.
    var scheme = ColourScheme.system
    /// What forms must bring along; nil for programs, which send none.
    var form: CSRFToken?
    /// The person that signed in, or the program that showed a key; nil for anybody else.
    var viewer: Viewer?
}

/// A person who signed in, or a program with a key of theirs.
struct Viewer: Sendable {
    /// What they may do.
    let standing: Standing
    /// The name to greet them by.
    let name: String
    /// The session; nil for a program.
    let session: Session?
    /// The session's token; nil for a program.
    let token: SessionToken?
    /// The key that a program showed; nil for a person.
    let key: ListedKey?
}
