/// Where a person who is signed in proves once more who they are, by whatever they have for it.
public struct ProvingView: PageView {
    /// Whether the person has a password.
    public var hasPassword: Bool
    /// Whether an app gives the person codes.
    public var hasCodes: Bool
    /// Whether the person has a passkey.
    public var hasPasskey: Bool
    /// The providers at which the person has an account.
    public var providers: [SignInView.Provider]
    /// How many minutes a proof is good for.
    public var minutes: Int
    /// What is wrong with what was typed.
    public var state: FormState

    /// All that is shown.
    public init(
        hasPassword: Bool, hasCodes: Bool, hasPasskey: Bool, providers: [SignInView.Provider], minutes: Int,
        state: FormState
    ) {
        self.hasPassword = hasPassword
        self.hasCodes = hasCodes
        self.hasPasskey = hasPasskey
        self.providers = providers
        self.minutes = minutes
        self.state = state
    }

    /// Its heading.
    public var title: Wording { .say("pages.prove-title") }
    /// The pages above it.
    public var trail: [Link] { [Link(text: .say("pages.settings-title"), url: Paths.settings)] }
    /// How much room it takes.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening {
        PageOpening(below: .say("pages.prove-what", ["minutes": NumberText.grouped(minutes)]))
    }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        // What is wrong as a whole is said once, and what is wrong with a field by its own form.
        if hasPassword { form(FormField("password", .say("pages.password"), .password), ["password", ""], &page) }
        if hasPassword, hasCodes { or(&page) }
        if hasCodes {
            let told = hasPassword ? ["code"] : ["code", ""]
            form(FormField("code", .say("pages.code"), .code(digits: 6)), told, &page)
        }
        if hasPassword || hasCodes { or(&page) }
        page.element("div", .class("stack")) { stack in
            for provider in providers {
                stack.put(
                    ActionButton(
                        .say("pages.prove-with", ["provider": stack.text(of: provider.name)]),
                        url: Paths.prove(at: provider.id), posts: true))
            }
            stack.link(
                .say(hasPasskey ? "pages.prove-passkey" : "pages.prove-anew"),
                to: Paths.query(Paths.signIn, [("return", Paths.settings)]), class: "button secondary")
            stack.link(.say("pages.prove-away"), to: Paths.settings, class: "button quiet")
        }
    }

    private func or(_ page: inout PageWriter) {
        page.element("div", .class("or"), .role("separator")) { $0.element("span", say: "pages.or") }
    }

    private func form(_ field: FormField, _ told: [String], _ page: inout PageWriter) {
        var state = state
        state.errors = state.errors.filter { told.contains($0.key) }
        page.put(
            FormWriter(url: Paths.prove, fields: [field], state: state, button: .say("pages.continue"), hidden: [:]))
    }
}
