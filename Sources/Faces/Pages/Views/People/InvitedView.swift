public import Model

/// The way in of a person who was invited, shown this once to whoever hands it over.
public struct InvitedView: PageView {
    /// The person.
    public var person: PersonReference
    /// The name to sign in with.
    public var userName: String
    /// The address that lets the person in, once.
    public var url: String
    /// Until when it does.
    public var expires: Instant

    /// All that is shown.
    public init(person: PersonReference, userName: String, url: String, expires: Instant) {
        self.person = person
        self.userName = userName
        self.url = url
        self.expires = expires
    }

    /// Its heading.
    public var title: Wording { .say("pages.invited-title") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .people }
    /// How much room it takes.
    public var width: PageWidth { .reading }
    /// The pages above it.
    public var trail: [Link] {
        [
            Link(text: .say("pages.nav-people"), url: Paths.people),
            Link(text: person.name, url: Paths.person(person.id)),
        ]
    }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(userName), below: .say("pages.invited-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(CodeBlock(label: .say("pages.invited-title"), code: url))
        page.element("p", .class("soft")) { line in
            line.write(line.say("pages.invited-until"))
            line.write(" ")
            line.moment(expires)
        }
        page.element("div", .class("actions")) { row in
            row.link(person.name, to: Paths.person(person.id), class: "button primary")
        }
    }
}
