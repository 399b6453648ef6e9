/// Parts of one thing, each with an address of its own.
public struct Tab: Sendable, Hashable {
    /// How it reads.
    public var text: Wording
    /// Where it is.
    public var url: String
    /// How many things it holds, where that says something.
    public var count: Int?
    /// Whether it is the one that is shown.
    public var isCurrent: Bool

    /// A tab.
    public init(_ text: Wording, url: String, count: Int? = nil, isCurrent: Bool = false) {
        self.text = text
        self.url = url
        self.count = count
        self.isCurrent = isCurrent
    }
}

/// A row of tabs: links, so that each part can be opened, kept and sent.
struct Tabs: Component {
    let label: Wording
    let tabs: [Tab]

    func write(_ page: inout PageWriter) {
        page.element("nav", .class("tabs"), .label(page.text(of: label))) { nav in
            nav.element("ul") { list in
                for tab in tabs {
                    list.element("li") { item in
                        item.element("a", .href(tab.url), .named("aria-current", tab.isCurrent ? "page" : nil)) {
                            link in
                            link.words(tab.text)
                            if let count = tab.count {
                                link.element("span", .class("tab-count"), text: NumberText.grouped(count))
                            }
                        }
                    }
                }
            }
        }
    }
}
