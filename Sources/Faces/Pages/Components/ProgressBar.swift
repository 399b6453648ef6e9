/// How far something is. One whose whole is unknown says what is done and draws no bar.
struct ProgressBar: Component {
    let label: Wording
    let done: Int
    let whole: Int?

    func write(_ page: inout PageWriter) {
        page.element("div", .class("progress")) { box in
            let id = box.uniqueID("progress")
            box.element("span", .class("progress-words")) { line in
                line.element("span", .id(id), words: label)
                line.element("span", .class("progress-share"), text: share(line))
            }
            guard let whole, whole > 0 else { return }
            box.element(
                "progress", .named("max", String(whole)), .named("value", String(min(done, whole))),
                .named("aria-labelledby", id), text: share(box))
        }
    }

    private func share(_ page: PageWriter) -> String {
        guard let whole else { return NumberText.grouped(done) }
        return page.say("pages.share", ["part": NumberText.grouped(done), "whole": NumberText.grouped(whole)])
    }
}
