import BaseEncoding
import Crypto
import Identity
import Model
import Pages

/// What is filled in of a person, whether new or known.
enum PersonForm {
    static let fields: [FormField] = [
        FormField("display", .say("server.display")),
        FormField("email", .say("pages.mail"), .email, required: false),
        FormField(
            "language", .say("pages.language"),
            .radios(
                [("en", "English"), ("zh-Hant", "繁體中文"), ("zh-Hans", "简体中文")].map { tag, name in
                    Option(tag, .written(name, in: Language(rawValue: tag)))
                })),
    ]

    /// What the form calls its fields.
    static let names: [ActField: String] = [.signIn: "user", .name: "display"]

    /// What is filled in of a person as they are.
    static func values(_ person: Person) -> [String: String] {
        ["display": person.display, "email": person.email ?? "", "language": person.language.rawValue]
    }

    /// Changes whenever anything does that the form changes; it tells nothing of it.
    static func version(_ person: Person) -> String {
        let text = [person.id, person.display, person.email ?? "", person.language.rawValue].joined(separator: "\u{0}")
        return Hexadecimal.encode(Array(SHA256.hash(data: Array(text.utf8)).prefix(12)))
    }
}
