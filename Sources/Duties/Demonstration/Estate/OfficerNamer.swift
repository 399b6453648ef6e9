import Model

/// Makes officers up: a surname and a given name, by chance.
struct OfficerNamer {
    private let surnames: [DemonstrationContent.NamePart]
    private let given: [DemonstrationContent.NamePart]
    private var random: SplitMix64

    init(_ content: DemonstrationContent, seed: UInt64) {
        surnames = content.surnames
        given = content.givenNames
        random = SplitMix64(seed: seed, part: .people)
    }

    /// An officer of a department, without an office.
    mutating func officer(_ signIn: String, of department: String) -> EstatePlan.PlannedPerson {
        let (family, name) = (random.pick(surnames), random.pick(given))
        let written = family.written + name.written
        return EstatePlan.PlannedPerson(
            signIn: signIn, display: "\(family.romanised) \(name.romanised) \(written)",
            language: random.chance(0.6) ? .traditionalChinese : .english, unit: department, offices: [])
    }
}
