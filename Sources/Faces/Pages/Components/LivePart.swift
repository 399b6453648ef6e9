/// A part of a page that live events renew. Without a script it stays as it was sent, and says when that was.
struct LivePart: Component {
    let name: String
    /// Whether it says how fresh it is; of several parts of a page, one does.
    var saysState = true
    let inside: (inout PageWriter) -> Void

    func write(_ page: inout PageWriter) {
        page.element("div", .class("live"), .named("data-part", name)) { part in
            part.element("div", .class("live-content"), inside: inside)
            guard saysState else { return }
            part.element("p", .class("live-state"), .role("status")) { line in
                line.put(Icon.live)
                line.element("span", .class("live-still")) { still in
                    still.write(still.say("pages.live-still"))
                    still.write(" ")
                    still.moment(still.frame.now)
                }
                line.element("span", .class("live-on"), .flag("hidden"), say: "pages.live-on")
                line.element("span", .class("live-off"), .flag("hidden"), say: "pages.live-off")
            }
        }
    }
}

/// Grey lines in the place of what is still on its way.
struct Skeleton: Component {
    let lines: Int

    func write(_ page: inout PageWriter) {
        page.element("div", .class("skeleton"), .role("status")) { box in
            box.aside(box.say("pages.loading"))
            for _ in 0..<lines { box.element("span", .hidden, text: "") }
        }
    }
}
