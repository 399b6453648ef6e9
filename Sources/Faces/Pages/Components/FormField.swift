/// A field that a person fills in.
public struct FormField: Sendable {
    /// What is filled in.
    public enum Kind: Sendable {
        case text, email, password, newPassword, number, date, username
        /// A one-time code of so many digits.
        case code(digits: Int)
        case multiline(rows: Int)
        case file(accept: String)
        case choice([Option])
        case radios([Option])
        case checkbox
    }

    /// The name under which it is sent.
    public var name: String
    /// Its label.
    public var label: Wording
    /// What is filled in.
    public var kind: Kind
    /// A line that helps.
    public var hint: Wording?
    /// Whether it must be filled in.
    public var isRequired: Bool

    /// A field.
    public init(
        _ name: String, _ label: Wording, _ kind: Kind = .text, hint: Wording? = nil, required isRequired: Bool = true
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.hint = hint
        self.isRequired = isRequired
    }
}

/// What a person has filled in so far, and what is wrong with it.
public struct FormState: Sendable, Hashable {
    /// The values, by the name of the field. Passwords are never among them.
    public var values: [String: String]
    /// What is wrong, by the name of the field; the empty name for what concerns the form as a whole.
    public var errors: [String: Wording]

    /// A state; empty for a fresh form.
    public init(values: [String: String] = [:], errors: [String: Wording] = [:]) {
        self.values = values
        self.errors = errors
    }
}
