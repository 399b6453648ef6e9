/// What was found for a few words, among what the person may see.
public struct SearchView: PageView {
    /// One thing that was found.
    public struct Hit: Sendable, Hashable {
        /// What kind of thing it is.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case department, system, finding, control, person
        }

        /// What kind of thing it is.
        public var kind: Kind
        /// Its name.
        public var name: Wording
        /// Where it is.
        public var url: String
        /// A line about it.
        public var detail: Wording?

        /// All that is shown.
        public init(kind: Kind, name: Wording, url: String, detail: Wording? = nil) {
            self.kind = kind
            self.name = name
            self.url = url
            self.detail = detail
        }
    }

    /// The words.
    public var words: String
    /// What was found, best first.
    public var hits: [Hit]
    /// Where it goes on.
    public var pages: PageLinks

    /// All that is shown.
    public init(words: String, hits: [Hit], pages: PageLinks) {
        self.words = words
        self.hits = hits
        self.pages = pages
    }

    /// Its heading.
    public var title: Wording { .say("pages.search-title") }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: words.isEmpty ? nil : .name("“\(words)”")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        guard !hits.isEmpty else {
            return page.put(EmptyState(text: .say(words.isEmpty ? "pages.search-what" : "pages.search-empty")))
        }
        page.element("ol", .class("hits")) { list in
            for hit in hits {
                list.element("li") { item in
                    item.element("span", .class("hit-kind"), text: item.say("pages.hit-\(hit.kind.rawValue)"))
                    item.link(hit.name, to: hit.url, class: "strong")
                    if let detail = hit.detail { item.element("span", .class("under"), words: detail) }
                }
            }
        }
        page.put(Pager(links: pages, shown: hits.count))
    }
}
