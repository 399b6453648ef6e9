/// Leads to a provider of OpenID Connect. The browser goes on by itself; the link is for one that does not.
///
/// A form may lead to this server only (`form-action` of the Content-Security-Policy), and where a provider sends people
/// on to cannot be known: so the form leads here, and a link from here.
public struct LeavingView: PageView {
    /// The provider's name.
    public var provider: Wording
    /// Where it leads.
    public var url: String

    /// All that is shown.
    public init(provider: Wording, url: String) {
        self.provider = provider
        self.url = url
    }

    /// Its heading.
    public var title: Wording { .say("pages.leaving-title") }
    /// A card in the middle of the screen.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.leaving-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        let name = page.text(of: provider)
        page.element("div", .class("actions")) {
            $0.link(.say("pages.leaving-go", ["provider": name]), to: url, class: "button primary")
        }
    }
}
