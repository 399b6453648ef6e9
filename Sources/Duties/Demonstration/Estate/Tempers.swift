/// How well departments do in each family of controls, so that some are ahead of others, and each has its own gaps.
struct Tempers {
    /// How one department does.
    struct Temper: Sendable {
        /// How often a control of a family fails at first, of 1.
        let failures: [String: Double]
        /// How many of its systems nobody has looked at yet, of 1.
        let unseen: Double
    }

    private let tempers: [Temper]

    init(catalogue: DemonstrationCatalogue, departments: Int, seed: UInt64) {
        let families = Set(catalogue.controls.map(\.family)).sorted()
        var random = SplitMix64(seed: seed, part: .families)
        let common = families.map { ($0, 0.06 + 0.2 * random.unit()) }
        tempers = (0..<departments).map { index in
            var random = SplitMix64(seed: seed, part: .departments, index)
            let whole = 0.4 + 1.5 * random.unit() * random.unit()
            let failures = common.map { ($0, $1 * whole * (0.4 + 1.4 * random.unit())) }
            return Temper(failures: Dictionary(uniqueKeysWithValues: failures), unseen: 0.02 + 0.12 * random.unit())
        }
    }

    subscript(department: Int) -> Temper { tempers[department] }
}
