import CanonicalJSON
public import Model

/// States what a system file itself says of its subject, as facts: what is named, dated and graded, and what is not.
public struct DeclaredProbe: Sendable {
    /// The kind of observation.
    public static let kind = "subject.declared"

    /// The assessments whose newest attested date is a fact, `declared.<name>_on`, by the control they attest.
    static let attested = [
        "risk_assessment": "CMP-01", "audit": "CMP-02", "privacy_assessment": "PRJ-05",
        "penetration_test": "VUL-03", "vulnerability_scan": "VUL-01",
    ]

    /// Their names.
    static var assessments: [String] { attested.keys.sorted() }

    /// The facts it may state.
    public static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("declared.tier_endorsed", .bool, "an endorsement with name and date stands in the file"),
            .init("declared.tier_decided", .text, "RFC 3339 date of the endorsement"),
            .init("declared.tier_decided_days", .integer, "days since then"),
            .init("declared.owner", .bool, "a system owner is named"),
            .init("declared.stores_without_grade", .texts, "ids of stores without a grade"),
            .init("declared.stores_without_place", .texts, "ids of stores without a place"),
            .init(
                "declared.grade_below_floor", .bool, "personal data declared or found, and the grade is unclassified"),
            .init("declared.components", .bool, "a component list is given"),
            .init("declared.inventory", .bool, "every store has a place and an owner"),
        ]
            + assessments.flatMap { name in
                [
                    FactSchema.Field("declared.\(name)_on", .text, "date of the newest attested one"),
                    FactSchema.Field("declared.\(name)_days", .integer, "days since then"),
                ]
            })

    /// A probe.
    public init() {}

    /// What the file states.
    ///
    /// - Parameter personalDataFound: whether an instrument found personal data in any of its stores.
    public func reading(of system: SystemFile, personalDataFound: Bool) -> Reading {
        let subject = system.subject
        let personal = subject.personalData || personalDataFound
        let graded = system.stores.allSatisfy { ($0.grade ?? subject.grade) == .unclassified }
        var facts: Facts = [
            "declared.tier_endorsed": .bool(subject.tierEndorsed != nil),
            "declared.owner": .bool(subject.owner != nil),
            "declared.stores_without_grade": .strings(system.stores.filter { $0.grade == nil }.map(\.id)),
            "declared.stores_without_place": .strings(system.stores.filter { $0.place == nil }.map(\.id)),
            "declared.grade_below_floor": .bool(personal && subject.grade == .unclassified && graded),
            "declared.components": .bool(!system.components.isEmpty),
            "declared.inventory": .bool(system.stores.allSatisfy { $0.place != nil && $0.owner != nil }),
        ]
        if let endorsement = subject.tierEndorsed {
            facts["declared.tier_decided"] = .string(endorsement.on.description)
        }
        for (name, control) in Self.attested {
            let dates = system.attestations.filter { $0.control == control && $0.statement == .met }.map(\.on)
            if let newest = dates.max() { facts["declared.\(name)_on"] = .string(newest.description) }
        }
        return Reading(kind: Self.kind, facts: facts)
    }
}
