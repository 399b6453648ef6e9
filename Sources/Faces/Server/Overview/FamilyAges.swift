import Assurance
import Model
import Pages
import Programme

/// From when on a look at a system is too old for a verdict, by family: as old as the control of the family bears that
/// bears least.
struct FamilyAges {
    /// By the family's id; a family that needs no look has none.
    let limits: [String: Instant]

    init(_ estate: Estate, at now: Instant) {
        var limits: [String: Instant] = [:]
        for family in estate.families {
            let needs = estate.catalogue.controls.filter { $0.id.hasPrefix(family.id + "-") }.flatMap(\.needs)
            if let days = needs.map(\.freshDays).min() { limits[family.id] = now.adding(days: -days) }
        }
        self.limits = limits
    }
}

extension HeatCell {
    init(_ counts: StatusCounts?, _ aged: AgedStanding?) {
        self.init(shares: StatusShares(counts), oldest: aged?.oldest, stale: Int(aged?.systems ?? 0))
    }
}
