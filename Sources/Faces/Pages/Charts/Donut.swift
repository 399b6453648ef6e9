import Assurance

/// Shares as a ring, with the share that is held in its middle. Its numbers stand beside it in a legend.
struct Donut: Component {
    let shares: StatusShares

    func write(_ page: inout PageWriter) {
        // A circle of this radius is 100 long, so that shares in per cent are lengths.
        let radius = "15.9155"
        page.element("svg", .class("donut"), .named("viewBox", "0 0 40 40"), .hidden, .named("focusable", "false")) {
            svg in
            svg.element(
                "circle", .class("ring"), .named("cx", "20"), .named("cy", "20"), .named("r", radius), text: "")
            var start = 0.0
            for status in StatusShares.order where shares[status] > 0 {
                let share = 100 * Double(shares[status]) / Double(max(1, shares.all))
                // A gap keeps neighbours apart; the smallest share is still seen.
                let drawn = max(0.4, share - 0.6)
                svg.element(
                    "circle", .class("r-\(status.rawValue)"), .named("cx", "20"), .named("cy", "20"),
                    .named("r", radius),
                    .named("stroke-dasharray", "\(NumberText.short(drawn)) \(NumberText.short(100 - drawn))"),
                    .named("stroke-dashoffset", NumberText.short(25 - start)), text: "")
                start += share
            }
            svg.element(
                "text", .named("x", "20"), .named("y", "23"), .named("text-anchor", "middle"),
                text: NumberText.percent(shares.held, of: shares.all))
        }
    }
}
