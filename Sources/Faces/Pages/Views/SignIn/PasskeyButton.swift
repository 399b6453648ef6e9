/// A button that uses or makes a passkey. Passkeys need a script; without one the button stays hidden and a line says so.
struct PasskeyButton: Component {
    /// What a passkey is used for.
    enum Purpose {
        case signIn, register
    }

    let purpose: Purpose
    let returnPath: String

    func write(_ page: inout PageWriter) {
        let isSignIn = purpose == .signIn
        page.element(
            "div", .class("passkey"), .named("data-passkey", isSignIn ? "get" : "create"),
            .named("data-options", isSignIn ? Paths.passkeyOptions : Paths.newPasskeyOptions),
            .named("data-finish", isSignIn ? Paths.passkeyFinish : Paths.newPasskeyFinish),
            .named("data-csrf", page.frame.csrf), .named("data-return", returnPath)
        ) { box in
            box.element("button", .type("button"), .class("button secondary"), .flag("hidden")) { button in
                button.put(Icon.key)
                button.element("span", say: isSignIn ? "pages.passkey-sign-in" : "pages.passkey-add")
            }
            box.element("p", .class("hint"), .flag("data-scriptless"), say: "pages.passkey-script")
            box.element("p", .class("error"), .role("alert"), .flag("hidden"), say: "pages.passkey-failed")
        }
    }
}
