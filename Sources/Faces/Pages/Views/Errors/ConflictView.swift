public import Model
import Phrases

/// Two people changed the same thing: both versions, and what to do with one's own. Nothing is lost.
public struct ConflictView: PageView {
    /// One field in both versions.
    public struct Difference: Sendable, Hashable {
        /// Its name in the form.
        public var name: String
        /// Its label.
        public var label: Wording
        /// What stands now.
        public var theirs: String
        /// What the person wanted.
        public var mine: String

        /// All that is shown.
        public init(name: String, label: Wording, theirs: String, mine: String) {
            self.name = name
            self.label = label
            self.theirs = theirs
            self.mine = mine
        }
    }

    /// What was changed by both.
    public var what: Wording
    /// Who changed it first.
    public var by: Wording
    /// When.
    public var at: Instant
    /// The fields.
    public var differences: [Difference]
    /// Where the person's version is sent once more, on top of the newer one.
    public var url: String
    /// The newer version, which that must name.
    public var version: String
    /// Where the newer version is read, and the person's own given up.
    public var away: Link

    /// All that is shown.
    public init(
        what: Wording, by: Wording, at: Instant, differences: [Difference], url: String, version: String,
        away: Link
    ) {
        self.what = what
        self.by = by
        self.at = at
        self.differences = differences
        self.url = url
        self.version = version
        self.away = away
    }

    /// Its heading.
    public var title: Wording { .say("pages.conflict-title") }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: what, below: .say("pages.conflict-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("p", .class("conflict-by")) { line in
            line.write(line.say("pages.conflict-by"))
            line.write(" ")
            line.words(by)
            line.write(line.say("pages.comma"))
            line.moment(at)
        }
        page.put(
            DataTable(
                title,
                [
                    Column(.say("pages.field")), Column(.say("pages.conflict-theirs")),
                    Column(.say("pages.conflict-mine")),
                ], rows: differences, empty: .say("pages.none")
            ) { difference in
                [
                    { $0.words(difference.label) },
                    { $0.element("span", .class("kept"), text: Self.lines(difference.theirs)) },
                    { $0.element("span", .class("kept mine"), text: Self.lines(difference.mine)) },
                ]
            })
        page.element("div", .class("actions")) { row in
            var fields = ["version": version]
            for difference in differences { fields[difference.name] = difference.mine }
            row.put(
                ActionButton(
                    .say("pages.conflict-keep-mine"), url: url, posts: true, weight: .primary, fields: fields))
            row.link(away.text, to: away.url, class: "button secondary")
        }
    }

    /// What somebody typed, its lines kept and everything else in it made visible.
    private static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
            .joined(separator: "\n")
    }
}
