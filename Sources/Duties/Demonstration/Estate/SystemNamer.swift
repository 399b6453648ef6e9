import Model
import Programme

/// Chooses which systems a department has: those of its field first, then those that every department has, then these
/// again in other places.
struct SystemNamer {
    /// A kind of system, in a place of its own where there are several of a kind.
    struct Kind {
        let kind: DemonstrationContent.SystemKind
        let qualifier: DemonstrationContent.Named?

        var exposure: Exposure { kind.exposure }
    }

    private let content: DemonstrationContent
    private let field: String

    init(_ content: DemonstrationContent, field: String) {
        self.content = content
        self.field = field
    }

    /// As many kinds as are wanted; fewer only where there are no more.
    func kinds(_ count: Int, _ random: inout SplitMix64) -> [Kind] {
        let own = content.kinds.filter { $0.fields.contains(field) }
        var common = content.kinds.filter(\.fields.isEmpty)
        for index in common.indices.dropLast() {
            common.swapAt(index, random.whole(index...common.count - 1))
        }
        let again = content.qualifiers.flatMap { qualifier in common.map { Kind(kind: $0, qualifier: qualifier) } }
        return Array(((own + common).map { Kind(kind: $0, qualifier: nil) } + again).prefix(count))
    }
}

extension SystemNamer.Kind {
    /// The entry in the register: as such a system usually is, and now and then otherwise.
    func entry(department: String, unit: UnitPath, _ random: inout SplitMix64) -> RegisteredSystem {
        let exposure = random.chance(0.06) ? random.pick(Exposure.allCases) : kind.exposure
        var grade = kind.grade
        if random.chance(0.08) { grade = random.pick([Grade.unclassified, .restricted, .confidential]) }
        let weights: [Double] =
            switch (grade, exposure) {
            case (.unclassified, _): [0.8, 0.18, 0.02]
            case (.restricted, .internet): [0.2, 0.65, 0.15]
            case (.restricted, _): [0.4, 0.52, 0.08]
            default: [0.05, 0.5, 0.45]
            }
        let id = [department, kind.id, qualifier?.id].compactMap(\.self).joined(separator: "-")
        return RegisteredSystem(
            id: id, unit: unit.id, path: unit.text, name: name, tier: 1 + random.place(among: weights), grade: grade,
            exposure: exposure, personalData: kind.personalData != random.chance(0.05))
    }

    private var name: LocalizedText {
        guard let qualifier else { return kind.name }
        func text(_ language: Language) -> String {
            let (name, place) = (kind.name[language], qualifier.name[language])
            return language == .english ? "\(name) (\(place))" : "\(name)（\(place)）"
        }
        return LocalizedText(
            en: text(.english), zhHant: text(.traditionalChinese), zhHans: text(.simplifiedChinese))
    }
}
