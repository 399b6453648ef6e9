/// A button that does something (a form that posts), or leads somewhere.
public struct ActionButton: Sendable, Hashable {
    /// How much it asks for attention.
    public enum Weight: String, Sendable, Hashable, CaseIterable {
        case primary, secondary, danger, quiet
    }

    /// How it reads.
    public var text: Wording
    /// Where it leads or posts.
    public var url: String
    /// Whether it posts.
    public var posts: Bool
    /// How much it asks for attention.
    public var weight: Weight
    /// What to ask before it posts; without a script the server asks on a page of its own.
    public var question: Wording?
    /// What it posts besides the token.
    public var fields: [String: String]

    /// A button.
    public init(
        _ text: Wording, url: String, posts: Bool = false, weight: Weight = .secondary, question: Wording? = nil,
        fields: [String: String] = [:]
    ) {
        self.text = text
        self.url = url
        self.posts = posts
        self.weight = weight
        self.question = question
        self.fields = fields
    }
}

extension ActionButton: Component {
    /// Writes it: a link where it only leads, a form of its own where it posts.
    public func write(_ page: inout PageWriter) {
        guard posts else { return page.link(text, to: url, class: "button \(weight.rawValue)") }
        page.element(
            "form", .class("inline"), .named("method", "post"), .action(url),
            .named("data-confirm", question.map { page.text(of: $0) })
        ) { form in
            form.token()
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) { form.hiddenField(name, value) }
            form.element("button", .type("submit"), .class("button \(weight.rawValue)"), words: text)
        }
    }
}

extension PageWriter {
    /// The token without which the server takes no form.
    public mutating func token() { hiddenField("csrf", frame.csrf) }

    /// A field that the person does not see.
    public mutating func hiddenField(_ name: String, _ value: String) {
        void("input", .type("hidden"), .named("name", name), .named("value", value))
    }
}
