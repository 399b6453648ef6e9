/// New recovery codes, shown this once.
public struct RecoveryCodesView: PageView {
    /// The codes.
    public var codes: [String]
    /// Where to go on.
    public var url: String

    /// All that is shown.
    public init(codes: [String], url: String) {
        self.codes = codes
        self.url = url
    }

    /// Its heading.
    public var title: Wording { .say("pages.new-codes-title") }
    /// A card in the middle of the screen.
    public var width: PageWidth { .card }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.new-codes-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(CodeBlock(label: .say("pages.new-codes-title"), code: codes.joined(separator: "\n")))
        page.element("div", .class("actions")) {
            $0.link(.say("pages.new-codes-kept"), to: url, class: "button primary")
        }
    }
}
