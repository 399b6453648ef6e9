/// A page with one form on it.
public struct FormView: PageView {
    /// Its heading.
    public var title: Wording
    /// What it is about, in small above the heading.
    public var above: Wording?
    /// What has to be known before it is filled in.
    public var below: Wording?
    /// The pages above it, outermost first.
    public var trail: [Link]
    /// Its part of the navigation.
    public var section: NavigationItem?
    /// Where it is sent.
    public var url: String
    /// Its fields.
    public var fields: [FormField]
    /// What is filled in, and what is wrong with it.
    public var state: FormState
    /// What is sent along unseen.
    public var hidden: [String: String]
    /// The words of its button.
    public var button: Wording
    /// Where to go instead.
    public var away: Link?

    /// All that is shown.
    public init(
        title: Wording, above: Wording? = nil, below: Wording? = nil, trail: [Link] = [],
        section: NavigationItem? = nil, url: String, fields: [FormField], state: FormState,
        hidden: [String: String] = [:], button: Wording, away: Link? = nil
    ) {
        self.title = title
        self.above = above
        self.below = below
        self.trail = trail
        self.section = section
        self.url = url
        self.fields = fields
        self.state = state
        self.hidden = hidden
        self.button = button
        self.away = away
    }

    /// Lines that are read.
    public var width: PageWidth { .reading }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: above, below: below) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(
            FormWriter(
                url: url, fields: fields, state: state, button: button, hidden: hidden, away: away))
    }
}
