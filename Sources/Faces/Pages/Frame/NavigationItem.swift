/// A part of the server that the navigation leads to.
public enum NavigationItem: String, Sendable, Hashable, CaseIterable {
    case home, overview, departments, systems, findings, controls, assess, people, ledger, jobs

    /// Where it is.
    public var url: String {
        switch self {
        case .home: Paths.home
        case .overview: Paths.overview
        case .departments: Paths.departments
        case .systems: Paths.systems
        case .findings: Paths.findings
        case .controls: Paths.controls
        case .assess: Paths.assess
        case .people: Paths.people
        case .ledger: Paths.ledger
        case .jobs: Paths.jobs
        }
    }

    var icon: Icon {
        switch self {
        case .home: .home
        case .overview: .grid
        case .departments: .building
        case .systems: .server
        case .findings: .flag
        case .controls: .book
        case .assess: .scan
        case .people: .people
        case .ledger: .ledger
        case .jobs: .gear
        }
    }
}
