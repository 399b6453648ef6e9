/// Sets up one-time codes, where an office asks for a second factor.
public struct EnrolmentView: PageView {
    /// The secret for the authenticator app, as it is typed.
    public var secret: String
    /// The same as an `otpauth:` address, for an app on this device.
    public var url: String
    /// What is filled in, and what is wrong with it.
    public var state: FormState
    /// Where it goes on in the end.
    public var returnPath: String

    /// All that is shown.
    public init(secret: String, url: String, state: FormState, returnPath: String) {
        self.secret = secret
        self.url = url
        self.state = state
        self.returnPath = returnPath
    }

    /// Its heading.
    public var title: Wording { .say("pages.enrolment-title") }
    /// A card in the middle of the screen.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.enrolment-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(CodeBlock(label: .say("pages.enrolment-secret"), code: secret))
        page.element("p") { $0.element("a", .href(url), say: "pages.enrolment-open") }
        page.put(
            FormWriter(
                url: Paths.enrolment, fields: [FormField("code", .say("pages.code"), .code(digits: 6))], state: state,
                button: .say("pages.continue"), hidden: ["return": returnPath]))
    }
}
