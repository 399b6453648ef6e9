public import Model

/// Something that happened, on a line of time.
public struct HistoryEntry: Sendable, Hashable {
    /// What kind of thing happened; it chooses the picture.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case observation, opened, closed, decision, action, assessment, note, exercise, incident
    }

    /// When.
    public var at: Instant
    /// What kind of thing happened.
    public var kind: Kind
    /// What happened.
    public var text: Wording
    /// Who did it: a person or a tool.
    public var actor: Wording?
    /// More about it.
    public var detail: Wording?
    /// Where it is.
    public var url: String?
    /// The leaf of the log that holds it, where it is in the log.
    public var leaf: Int?

    /// An entry.
    public init(
        at: Instant, kind: Kind, text: Wording, actor: Wording? = nil, detail: Wording? = nil, url: String? = nil,
        leaf: Int? = nil
    ) {
        self.at = at
        self.kind = kind
        self.text = text
        self.actor = actor
        self.detail = detail
        self.url = url
        self.leaf = leaf
    }
}

/// What happened, newest first, days apart.
struct History: Component {
    let entries: [HistoryEntry]

    func write(_ page: inout PageWriter) {
        guard !entries.isEmpty else { return page.put(EmptyState(text: .say("pages.history-empty"))) }
        page.element("ol", .class("history")) { list in
            var day: CalendarDate?
            for entry in entries {
                let local = list.localDay(entry.at)
                let isNewDay = local != day
                day = local
                list.element("li", .class("h-\(entry.kind.rawValue)\(isNewDay ? " new-day" : "")")) { item in
                    item.element("span", .class("history-icon")) { $0.put(entry.kind.icon) }
                    item.element("div") { write(entry, &$0) }
                }
            }
        }
    }

    private func write(_ entry: HistoryEntry, _ item: inout PageWriter) {
        item.element("p", .class("history-text")) { line in
            if let url = entry.url { line.link(entry.text, to: url) } else { line.words(entry.text) }
        }
        if let detail = entry.detail { item.element("p", .class("history-detail"), words: detail) }
        item.element("p", .class("history-who")) { line in
            line.moment(entry.at)
            if let actor = entry.actor { line.element("span", words: actor) }
            if let leaf = entry.leaf {
                line.element("span", text: line.say("pages.leaf", ["index": NumberText.grouped(leaf)]))
            }
        }
    }
}

extension HistoryEntry.Kind {
    var icon: Icon {
        switch self {
        case .observation: .scan
        case .opened: .broken
        case .closed: .held
        case .decision: .waived
        case .action: .gear
        case .assessment: .file
        case .note: .info
        case .exercise: .live
        case .incident: .warning
        }
    }
}
