/// An attribute of an element; one without a value is not written.
public struct Attribute: Sendable {
    let name: StaticString
    let value: String?
    var isFlag = false

    /// Any attribute.
    public static func named(_ name: StaticString, _ value: String?) -> Attribute {
        Attribute(name: name, value: value)
    }

    /// An attribute that is there or not, such as `required`.
    public static func flag(_ name: StaticString, _ isThere: Bool = true) -> Attribute {
        Attribute(name: name, value: isThere ? "" : nil, isFlag: true)
    }

    /// Class names, apart by spaces.
    public static func `class`(_ value: String?) -> Attribute { named("class", value) }
    /// The element's id, unique on the page.
    public static func id(_ value: String?) -> Attribute { named("id", value) }
    /// The language of what is inside.
    public static func lang(_ value: String?) -> Attribute { named("lang", value) }
    /// What a heading cell heads.
    public static func scope(_ value: String) -> Attribute { named("scope", value) }
    /// A role of WAI-ARIA.
    public static func role(_ value: String?) -> Attribute { named("role", value) }
    /// A type.
    public static func type(_ value: String) -> Attribute { named("type", value) }
    /// The name that assistive technology reads out.
    public static func label(_ value: String?) -> Attribute { named("aria-label", value) }
    /// Hides what repeats the text beside it from assistive technology.
    public static let hidden = named("aria-hidden", "true")

    /// Where a link leads: within this server, over HTTPS, or to an authenticator app (`otpauth:`). Anything else, such as
    /// `javascript:`, is not written.
    public static func href(_ value: String?) -> Attribute { named("href", value.flatMap(SafeLink.init)?.text) }
    /// Where a form goes, under the same rule as a link.
    public static func action(_ value: String) -> Attribute { named("action", SafeLink(value)?.text) }
}

/// A link that cannot run anything.
struct SafeLink {
    let text: String

    init?(_ text: String) {
        let isLocal =
            text.hasPrefix("#") || text.hasPrefix("?")
            || (text.hasPrefix("/") && !text.hasPrefix("//") && !text.hasPrefix("/\\"))
        let isElsewhere = text.hasPrefix("https://") || text.hasPrefix("otpauth://totp/")
        guard isLocal || isElsewhere, !text.utf8.contains(where: { $0 < 0x21 }) else {
            return nil
        }
        self.text = text
    }
}
