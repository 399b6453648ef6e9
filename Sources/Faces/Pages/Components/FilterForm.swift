/// What a list can be narrowed by.
public struct Filter: Sendable, Hashable {
    /// One thing to narrow by.
    public struct Choice: Sendable, Hashable {
        /// The name in the query.
        public var name: String
        /// Its label.
        public var label: Wording
        /// What can be chosen; free text where there is nothing.
        public var options: [Option]
        /// What is chosen; empty for everything.
        public var value: String

        /// Something to narrow by.
        public init(name: String, label: Wording, options: [Option] = [], value: String = "") {
            self.name = name
            self.label = label
            self.options = options
            self.value = value
        }
    }

    /// Where the list is.
    public var url: String
    /// What it can be narrowed by.
    public var choices: [Choice]
    /// What else the list's query holds.
    public var kept: [String: String]

    /// A filter of a list.
    public init(url: String, choices: [Choice], kept: [String: String] = [:]) {
        self.url = url
        self.choices = choices
        self.kept = kept
    }
}

/// One of several things to choose.
public struct Option: Sendable, Hashable {
    /// What is sent.
    public var value: String
    /// How it reads.
    public var text: Wording
    /// A line that explains it.
    public var hint: Wording?

    /// Something to choose.
    public init(_ value: String, _ text: Wording, hint: Wording? = nil) {
        self.value = value
        self.text = text
        self.hint = hint
    }
}

/// The form of a filter, above the list.
struct FilterForm: Component {
    let filter: Filter

    func write(_ page: inout PageWriter) {
        page.element(
            "form", .class("filter"), .named("method", "get"), .action(filter.url), .role("search"),
            .label(page.say("pages.filter"))
        ) { form in
            for (name, value) in filter.kept.sorted(by: { $0.key < $1.key }) { form.hiddenField(name, value) }
            for choice in filter.choices { write(choice, &form) }
            form.element("button", .type("submit"), .class("button secondary"), say: "pages.filter-apply")
            if filter.choices.contains(where: { !$0.value.isEmpty }) {
                form.element("a", .href(filter.url), .class("button quiet"), say: "pages.filter-clear")
            }
        }
    }

    private func write(_ choice: Filter.Choice, _ form: inout PageWriter) {
        let id = form.uniqueID("filter-\(choice.name)")
        form.element("div", .class("filter-choice")) { box in
            box.element("label", .named("for", id), words: choice.label)
            if choice.options.isEmpty {
                box.void(
                    "input", .type("search"), .id(id), .named("name", choice.name), .named("value", choice.value),
                    .named("maxlength", "200"), .named("autocomplete", "off"))
            } else {
                box.element("select", .id(id), .named("name", choice.name)) { select in
                    select.element("option", .named("value", ""), say: "pages.filter-all")
                    for option in choice.options {
                        select.element(
                            "option", .named("value", option.value), .flag("selected", option.value == choice.value),
                            words: option.text)
                    }
                }
            }
        }
    }
}
