import Identity
import Model
import Pages
import Programme

extension StatusShares {
    /// Verdicts as the programme counts them; none where nil.
    init(_ counts: StatusCounts?) {
        self.init(
            held: Int(counts?.held ?? 0), broken: Int(counts?.broken ?? 0), unknown: Int(counts?.unknown ?? 0),
            waived: Int(counts?.waived ?? 0))
    }

    /// Systems of a department by their posture; those never assessed are unknown.
    init(_ standing: DepartmentStanding) {
        self.init(
            held: Int(standing.held), broken: Int(standing.fallsShort), unknown: Int(standing.unknown + standing.never))
    }

    /// Systems of a day by their posture; those never assessed are unknown.
    init(_ day: DayStanding) {
        self.init(
            held: Int(day.held), broken: Int(day.fallsShort), unknown: Int(day.unknown + day.never))
    }

    /// Adds the verdicts of all families.
    mutating func add(_ families: [String: StatusCounts]) {
        for counts in families.values {
            held += Int(counts.held)
            broken += Int(counts.broken)
            unknown += Int(counts.unknown)
            waived += Int(counts.waived)
        }
    }
}

extension Relation {
    init(_ relation: OrgUnit.Relation) {
        self =
            switch relation {
            case .governed: .governed
            case .voluntary: .voluntary
            case .partner: .partner
            case .public: .public
            }
    }
}
