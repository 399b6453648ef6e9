/// A person's accounts at providers as a table.
struct LinksTable: Component {
    let links: [SettingsView.ProviderLink]

    func write(_ page: inout PageWriter) {
        page.put(
            DataTable(
                .say("pages.links"),
                [
                    Column(.say("pages.name")), Column(.say("pages.linked")), Column(.say("pages.used")),
                    Column(.say("pages.next-step"), .actions),
                ], rows: links, empty: .say("pages.none")
            ) { link in
                [
                    { $0.words(link.name) },
                    { cell in
                        guard let linked = link.linked else {
                            return cell.element("span", .class("soft"), say: "pages.not-linked")
                        }
                        cell.day(linked)
                    }, { cell in if link.linked != nil { cell.put(LastSeen(at: link.used)) } },
                    { cell in if let action = link.action { cell.put(action) } },
                ]
            })
    }
}
