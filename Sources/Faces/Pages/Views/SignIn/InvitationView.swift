/// Sets a password, by an invitation.
public struct InvitationView: PageView {
    /// The invitation.
    public var token: String
    /// What is filled in, and what is wrong with it.
    public var state: FormState

    /// All that is shown.
    public init(token: String, state: FormState) {
        self.token = token
        self.state = state
    }

    /// Its heading.
    public var title: Wording { .say("pages.invitation-title") }
    /// A card in the middle of the screen.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.invitation-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(
            FormWriter(
                url: Paths.invitation,
                fields: [
                    FormField("password", .say("pages.password-new"), .newPassword, hint: .say("pages.password-hint")),
                    FormField("again", .say("pages.new-password-again"), .newPassword),
                ], state: state, button: .say("pages.continue"), hidden: ["token": token]))
    }
}
