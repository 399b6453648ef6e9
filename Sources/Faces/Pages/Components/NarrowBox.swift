/// A box that narrows rows on the page itself to those that hold its words. It needs the script, and hides without it.
struct NarrowBox: Component {
    /// The id of what holds the rows.
    let target: String
    let label: Wording

    func write(_ page: inout PageWriter) {
        let id = page.uniqueID("narrow")
        page.element("div", .class("narrow"), .flag("data-scripted"), .flag("hidden")) { box in
            box.element("label", .named("for", id), words: label)
            box.void(
                "input", .type("search"), .id(id), .named("data-narrows", target), .named("autocomplete", "off"))
        }
    }
}
