/// Where a list goes on, by key: there are no page numbers, because rows come and go.
public struct PageLinks: Sendable, Hashable {
    /// The rows before these; nil at the start.
    public var previous: String?
    /// The rows after these; nil at the end.
    public var next: String?
    /// How many rows there are in all, where that is known at no cost.
    public var total: Int?

    /// A place in a list.
    public init(previous: String? = nil, next: String? = nil, total: Int? = nil) {
        self.previous = previous
        self.next = next
        self.total = total
    }
}

/// Links to the rows before and after.
struct Pager: Component {
    let links: PageLinks
    let shown: Int

    func write(_ page: inout PageWriter) {
        guard links.previous != nil || links.next != nil || links.total != nil else { return }
        page.element("nav", .class("pager"), .label(page.say("pages.pager"))) { nav in
            nav.element("p") { line in
                if let total = links.total {
                    line.write(
                        line.say(
                            "pages.shown-of",
                            ["shown": NumberText.grouped(shown), "total": NumberText.grouped(total)]))
                } else {
                    line.write(line.say("pages.shown", ["shown": NumberText.grouped(shown)]))
                }
            }
            nav.element("div", .class("actions")) { ends in
                if let previous = links.previous {
                    ends.element("a", .href(previous), .class("button secondary"), .named("rel", "prev")) { link in
                        link.put(Icon.arrowLeft)
                        link.element("span", say: "pages.previous")
                    }
                }
                if let next = links.next {
                    ends.element("a", .href(next), .class("button secondary"), .named("rel", "next")) { link in
                        link.element("span", say: "pages.next")
                        link.put(Icon.arrowRight)
                    }
                }
            }
        }
    }
}
