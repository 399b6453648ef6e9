import Model

/// What is on every page: head, banner, navigation, heading, footer.
struct Layout<View: PageView>: Component {
    let view: View

    func write(_ page: inout PageWriter) {
        let frame = page.frame
        page.raw("<!DOCTYPE html>\n")
        page.element(
            "html", .lang(frame.language.rawValue),
            .class(frame.scheme == .system ? nil : frame.scheme.rawValue)
        ) { html in
            html.element("head") { head($0.frame, &$0) }
            html.element("body", .class("w-\(view.width.rawValue)"), .named("data-live", frame.liveURL)) { body in
                body.element("a", .class("skip"), .href("#main"), say: "pages.skip")
                body.put(SharedDrawings())
                if frame.isDemonstration { body.put(DemonstrationBand()) }
                if view.width == .card {
                    card(&body)
                } else {
                    body.element("div", .class("shell")) { shell in
                        shell.put(SideBar(section: view.section))
                        shell.element("div", .class("column")) { column in
                            column.put(TopBar(trail: view.trail))
                            main(&column)
                            column.put(Footer())
                        }
                    }
                }
            }
        }
        page.raw("\n")
    }

    private func head(_ frame: Frame, _ head: inout PageWriter) {
        head.void("meta", .named("charset", "utf-8"))
        head.void("meta", .named("name", "viewport"), .named("content", "width=device-width, initial-scale=1"))
        head.void("meta", .named("name", "color-scheme"), .named("content", "light dark"))
        head.element("title", text: "\(head.text(of: view.title)) · \(head.say("pages.seawall"))")
        head.void("link", .named("rel", "icon"), .type("image/svg+xml"), .href(frame.assets.favicon))
        head.void("link", .named("rel", "stylesheet"), .href(frame.assets.stylesheet))
        head.element("script", .type("module"), .named("src", SafeLink(frame.assets.script)?.text), text: "")
    }

    private func main(_ column: inout PageWriter) {
        column.element("main", .id("main"), .named("tabindex", "-1")) { main in
            for notice in main.frame.notices { main.put(NoticeBox(notice: notice)) }
            main.put(Heading(title: view.title, opening: view.opening))
            view.write(&main)
        }
    }

    private func card(_ body: inout PageWriter) {
        body.element("div", .class("gate")) { gate in
            gate.element("header", .class("gate-head")) { head in
                head.element("a", .class("brand"), .href(Paths.home)) { brand in
                    brand.put(Mark())
                    brand.element("span", say: "pages.seawall")
                }
                head.put(LanguageChooser())
            }
            main(&gate)
            gate.put(Footer())
        }
    }
}

/// The heading of a page with what belongs to it.
struct Heading: Component {
    let title: Wording
    let opening: PageOpening

    func write(_ page: inout PageWriter) {
        page.element("div", .class("heading")) { row in
            row.element("div") { texts in
                if let above = opening.above { texts.element("p", .class("above"), words: above) }
                texts.element("h1", words: title)
                if let below = opening.below { texts.element("p", .class("below"), words: below) }
            }
            if !opening.actions.isEmpty {
                row.element("div", .class("actions")) { for action in opening.actions { $0.put(action) } }
            }
        }
    }
}

/// The band that keeps a made-up estate from being taken for a true one.
struct DemonstrationBand: Component {
    func write(_ page: inout PageWriter) {
        page.element("aside", .class("demo"), .label(page.say("pages.demo"))) { band in
            band.element("strong", say: "pages.demo")
            band.write(" ")
            band.element("span", say: "pages.demo-what")
        }
    }
}

/// Patterns that charts fill with: a pattern must stand in the page itself.
struct SharedDrawings: Component {
    func write(_ page: inout PageWriter) {
        page.element("svg", .class("defs"), .hidden, .named("focusable", "false")) {
            $0.raw(
                """
                <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" \
                patternTransform="rotate(-45)"><rect class="hatch-ground" width="6" height="6"/>\
                <line class="hatch-line" x1="0" y1="0" x2="6" y2="0"/></pattern></defs>
                """)
        }
    }
}

/// What stands below every page.
struct Footer: Component {
    func write(_ page: inout PageWriter) {
        page.element("footer", .class("footer")) { footer in
            footer.element("span", text: "\(footer.say("pages.seawall")) \(footer.frame.build)")
            footer.element("span", .class("zone"), text: zone(footer))
            if footer.frame.person != nil {
                footer.element("a", .href(Paths.api), say: "pages.api-title")
                footer.element("a", .href(Paths.design), say: "pages.design-title")
            }
        }
    }

    private func zone(_ page: PageWriter) -> String {
        let minutes = page.frame.zoneMinutes
        let hours = abs(minutes) / 60
        let rest = abs(minutes) % 60
        let offset = "\(minutes < 0 ? "−" : "+")\(hours)\(rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")"
        return page.say(
            "pages.times-in",
            [
                "zone": "UTC\(offset)",
                "moment": DayText.moment(page.frame.now, in: page.language, zoneMinutes: minutes),
            ])
    }
}
