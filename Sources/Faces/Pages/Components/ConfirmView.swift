/// A page that asks before something is done, where no script could ask.
public struct ConfirmView: PageView {
    /// The question, as a heading.
    public var question: Wording
    /// What follows from it.
    public var consequence: Wording
    /// What is done.
    public var action: ActionButton
    /// Where nothing is done.
    public var away: Link

    /// A question.
    public init(question: Wording, consequence: Wording, action: ActionButton, away: Link) {
        self.question = question
        self.consequence = consequence
        self.action = action
        self.away = away
    }

    /// Its heading.
    public var title: Wording { question }
    /// How much room it takes.
    public var width: PageWidth { .reading }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("confirm")) { box in
            box.element("p", words: consequence)
            box.element("div", .class("actions")) { row in
                var deed = action
                // Whoever reads this page has been asked.
                deed.question = nil
                deed.fields["confirmed"] = "yes"
                row.put(deed)
                row.link(away.text, to: away.url, class: "button quiet")
            }
        }
    }
}
