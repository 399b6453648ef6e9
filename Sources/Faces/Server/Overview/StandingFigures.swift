import Model
import Pages
import Programme

extension OverviewView.Figure {
    /// The figures above departments, or above one: how their systems stand, what is open, and how that came about.
    ///
    /// - Parameters:
    ///   - days: how they stood a day at a time, oldest first; none where that may not be told.
    ///   - department: the id of the one that the figures are of; nil where they are of all that may be seen.
    static func all(
        of standings: [DepartmentStanding], _ days: [DayStanding], department: String? = nil
    ) -> [OverviewView.Figure] {
        func sum(_ value: (DepartmentStanding) -> Int64) -> Int { Int(standings.reduce(0) { $0 + value($1) }) }
        func url(_ path: String, _ items: (String, String)...) -> String {
            Paths.query(path, items.map { ($0.0, $0.1) } + [("department", department)])
        }
        let systems = sum(\.systems)
        return [
            OverviewView.Figure(
                name: .say("server.systems-held"),
                count: Count(value: sum(\.held), url: url(Paths.systems, ("posture", "held"))), whole: systems,
                history: days.map { Int($0.held) }, moreIsWorse: false),
            OverviewView.Figure(
                name: .say("server.systems-short"),
                count: Count(value: sum(\.fallsShort), url: url(Paths.systems, ("posture", "falls-short"))),
                whole: systems, history: days.map { Int($0.fallsShort) }, moreIsWorse: true),
            OverviewView.Figure(
                name: .say("server.findings-open"),
                count: Count(value: sum(\.findings.all), url: url(Paths.findings, ("state", "open"))),
                history: days.map { Int($0.findings) }, moreIsWorse: true),
            OverviewView.Figure(
                name: .say("server.findings-critical"),
                count: Count(
                    value: sum(\.findings.critical),
                    url: url(Paths.findings, ("state", "open"), ("severity", "critical"))),
                history: [], moreIsWorse: true),
        ]
    }
}
