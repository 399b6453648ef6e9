/// Where a person proves it by a second factor.
public struct SecondFactorView: PageView {
    /// What is asked for.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        case code, recovery, passkey
    }

    /// What is asked for now.
    public var method: Method
    /// What the person can use instead.
    public var others: [Method]
    /// What is wrong with what was typed.
    public var state: FormState
    /// Where to go afterwards.
    public var returnPath: String

    /// All that is shown.
    public init(method: Method, others: [Method], state: FormState, returnPath: String) {
        self.method = method
        self.others = others
        self.state = state
        self.returnPath = returnPath
    }

    /// Its heading.
    public var title: Wording { .say("pages.second-factor-title") }
    /// How much room it takes.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.second-factor-\(method.rawValue)")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        switch method {
        case .code: form(FormField("code", .say("pages.code"), .code(digits: 6)), &page)
        case .recovery:
            form(FormField("recovery", .say("pages.recovery-code"), .text, hint: .say("pages.recovery-hint")), &page)
        case .passkey: page.put(PasskeyButton(purpose: .signIn, returnPath: returnPath))
        }
        guard !others.isEmpty else { return }
        page.element("ul", .class("plain others")) { list in
            for other in others {
                list.element("li") { item in
                    item.element(
                        "a",
                        .href(
                            Paths.query(
                                Paths.secondFactor, [("method", other.rawValue), ("return", returnPath)])),
                        text: item.say("pages.use-\(other.rawValue)"))
                }
            }
        }
    }

    private func form(_ field: FormField, _ page: inout PageWriter) {
        page.put(
            FormWriter(
                url: Paths.secondFactor, fields: [field], state: state, button: .say("pages.continue"),
                hidden: ["return": returnPath]))
    }
}
