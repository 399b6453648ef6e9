import Phrases

/// The sessions of a person as a table.
struct SessionsTable: Component {
    let sessions: [SettingsView.Session]

    func write(_ page: inout PageWriter) {
        page.put(
            DataTable(
                .say("pages.sessions"),
                [
                    Column(.say("pages.browser")), Column(.say("pages.began")), Column(.say("pages.used")),
                    Column(.say("pages.next-step"), .actions),
                ], rows: sessions, empty: .say("pages.none")
            ) { session in
                [
                    { cell in
                        cell.write(session.browser.printable)
                        cell.element("span", .class("under"), text: session.address.printable)
                        if let way = session.way { cell.element("span", .class("under"), words: way) }
                    },
                    { $0.moment(session.began) }, { $0.age(session.used) },
                    { cell in
                        if session.isThis { return cell.element("span", .class("soft"), say: "pages.session-this") }
                        cell.put(
                            ActionButton(
                                .say("pages.session-end"), url: Paths.endSession(session.id), posts: true))
                    },
                ]
            })
    }
}
