/// A part of a page under a heading of its own, on a card.
struct Panel: Component {
    let title: Wording
    var note: Wording?
    var link: Link?
    var isFlush = false
    let inside: (inout PageWriter) -> Void

    /// A panel; a flush one lets its content touch its borders, as tables do.
    init(
        _ title: Wording, note: Wording? = nil, link: Link? = nil, flush isFlush: Bool = false,
        inside: @escaping (inout PageWriter) -> Void
    ) {
        self.title = title
        self.note = note
        self.link = link
        self.isFlush = isFlush
        self.inside = inside
    }

    func write(_ page: inout PageWriter) {
        let id = page.uniqueID("part")
        page.element("section", .class(isFlush ? "panel flush" : "panel"), .named("aria-labelledby", id)) { panel in
            panel.element("div", .class("panel-head")) { head in
                head.element("h2", .id(id), words: title)
                if let link { head.link(link.text, to: link.url, class: "more") }
            }
            if let note { panel.element("p", .class("panel-note"), words: note) }
            panel.element("div", .class("panel-body"), inside: inside)
        }
    }
}
