/// Every component in every state: what a page is built from, and what to look at after a change of the style sheet.
public struct DesignView: PageView {
    /// The page of components; it shows made-up values.
    public init() {}

    /// Its heading.
    public var title: Wording { .say("pages.design-title") }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.design-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(part("colour") { $0.put(DesignColours()) })
        page.put(part("type") { $0.put(DesignType()) })
        page.put(part("marks") { $0.put(DesignMarks()) })
        page.put(part("buttons") { $0.put(DesignButtons()) })
        page.put(part("notices") { $0.put(DesignNotices()) })
        page.put(part("tabs") { $0.put(DesignTabs()) })
        page.put(part("tables") { $0.put(DesignTables()) })
        page.put(part("forms") { $0.put(DesignForms()) })
        page.put(part("facts") { $0.put(DesignFacts()) })
        page.put(part("proof") { $0.put(DesignProof()) })
        page.put(part("live") { $0.put(DesignLive()) })
        page.put(part("charts") { $0.put(DesignCharts()) })
    }

    private func part(_ name: String, _ inside: @escaping (inout PageWriter) -> Void) -> Panel {
        Panel(.say("pages.design-\(name)"), note: .say("pages.design-about-\(name)")) { panel in
            panel.element("div", .class("design"), inside: inside)
        }
    }
}

extension PageWriter {
    /// Things that stand beside each other.
    mutating func designRow(_ components: [any Component]) {
        element("div", .class("design-row")) { row in for component in components { component.write(&row) } }
    }
}
