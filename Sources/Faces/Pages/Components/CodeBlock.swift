/// Text of a machine, as it is.
struct CodeBlock: Component {
    let label: Wording
    let code: String

    func write(_ page: inout PageWriter) {
        // A block that scrolls must be reachable by keyboard, and then needs a name.
        page.element(
            "pre", .class("code"), .named("tabindex", "0"), .role("group"), .label(page.text(of: label))
        ) { $0.element("code", text: code) }
    }
}
