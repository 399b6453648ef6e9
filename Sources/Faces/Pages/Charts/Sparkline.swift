/// A line as small as a word: how a number came to be what it is.
struct Sparkline: Component {
    let values: [Double]
    let tone: String
    /// What the line says, in words.
    let label: Wording

    func write(_ page: inout PageWriter) {
        guard values.count > 1, let least = values.min(), let most = values.max() else { return }
        page.element(
            "svg", .class("spark t-\(tone)"), .named("viewBox", "0 0 100 28"), .role("img"),
            .label(page.text(of: label)), .named("preserveAspectRatio", "none")
        ) { svg in
            let span = max(most - least, 0.001)
            let raised = values.map { Optional(($0 - least) / span) }
            for run in LineGeometry.runs(raised, top: 1, width: 100, height: 28) {
                svg.element("polyline", .named("points", run), text: "")
            }
        }
    }
}
