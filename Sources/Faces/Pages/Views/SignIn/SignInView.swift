/// Where a person says who they are.
public struct SignInView: PageView {
    /// A provider of OpenID Connect that people may sign in with.
    public struct Provider: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its name.
        public var name: Wording

        /// All that is shown.
        public init(id: String, name: Wording) {
            self.id = id
            self.name = name
        }
    }

    /// What the person typed, and what is wrong with it.
    public var state: FormState
    /// Providers that may be used instead.
    public var providers: [Provider]
    /// Whether passkeys may be used.
    public var offersPasskeys: Bool
    /// Where to go afterwards.
    public var returnPath: String

    /// All that is shown.
    public init(state: FormState, providers: [Provider], offersPasskeys: Bool, returnPath: String) {
        self.state = state
        self.providers = providers
        self.offersPasskeys = offersPasskeys
        self.returnPath = returnPath
    }

    /// Its heading.
    public var title: Wording { .say("pages.sign-in-title") }
    /// How much room it takes.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.sign-in-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(
            FormWriter(
                url: Paths.signIn,
                fields: [
                    FormField("user", .say("pages.user-name"), .username),
                    FormField("password", .say("pages.password"), .password),
                ], state: state, button: .say("pages.sign-in"), hidden: ["return": returnPath]))
        guard offersPasskeys || !providers.isEmpty else { return }
        page.element("div", .class("or"), .role("separator")) { $0.element("span", say: "pages.or") }
        page.element("div", .class("stack")) { stack in
            if offersPasskeys { stack.put(PasskeyButton(purpose: .signIn, returnPath: returnPath)) }
            for provider in providers {
                stack.put(
                    ActionButton(
                        .say("pages.sign-in-with", ["provider": stack.text(of: provider.name)]),
                        url: Paths.provider(provider.id), posts: true, fields: ["return": returnPath]))
            }
        }
    }
}
