public import Model

/// Duties that one person must not hold together.
public enum DutyConflict: String, Sendable, Hashable, CaseIterable {
    /// Who runs a system neither assesses nor audits it.
    case runsIt = "runs-it"
    /// Who mended a finding does not close it.
    case fixedIt = "fixed-it"
    /// Who audits a unit holds no office there that runs things.
    case auditsOwnWork = "audits-own-work"
    /// Nobody is on both sides of an exercise.
    case bothSides = "both-sides"

    /// The offices that run things, which auditors must be independent of.
    static let operating: Set<Office> = [
        .director, .ditso, .systemOwner, .analyst, .drillController, .red, .blue,
    ]

    /// The conflict that an assignment would bring about, and with which other one.
    ///
    /// - Parameters:
    ///   - new: the assignment.
    ///   - held: all others of the same person.
    public static func first(adding new: Assignment, to held: [Assignment]) -> (DutyConflict, Assignment)? {
        for other in held where other.id != new.id && other.overlapsInTime(new) {
            if let conflict = between(new, other) ?? between(other, new) { return (conflict, other) }
        }
        return nil
    }

    /// What to tell whoever gives an office that conflicts with another.
    func message(_ office: Office, _ other: Assignment) -> Message {
        Message(
            "identity.duties-\(rawValue)",
            ["office": office.rawValue, "other": other.office.rawValue, "unit": other.unit.description])
    }

    private static func between(_ one: Assignment, _ other: Assignment) -> DutyConflict? {
        switch (one.office, other.office) {
        case (.assessor, .systemOwner): one.subject == other.subject ? .runsIt : nil
        case (.auditor, let office) where operating.contains(office):
            one.unit.overlaps(other.unit) ? .auditsOwnWork : nil
        case (.red, .blue):
            one.unit.overlaps(other.unit)
                && (one.subject == nil || other.subject == nil || one.subject == other.subject)
                ? .bothSides : nil
        default: nil
        }
    }

    /// A part of the tree that a person must not do something in, because of an office held there.
    struct Bar: Sendable, Hashable {
        let conflict: DutyConflict
        let because: Assignment
        let unit: UnitPath
        let subject: String?

        func covers(_ target: Target) -> Bool {
            unit.contains(target.unit) && (subject == nil || subject == target.subject)
        }
    }

    /// Where a person must not do something, by the offices held at a moment.
    static func bars(to action: Action, _ assignments: [Assignment], at instant: Instant) -> [Bar] {
        assignments.filter { $0.isInForce(at: instant) }.compactMap { held in
            switch (action, held.office) {
            case (.concludeAssessments, .systemOwner):
                Bar(conflict: .runsIt, because: held, unit: .root, subject: held.subject)
            case (.conductAudits, let office) where operating.contains(office):
                Bar(conflict: .auditsOwnWork, because: held, unit: held.unit, subject: nil)
            case (.attackInExercises, .blue), (.defendInExercises, .red):
                Bar(conflict: .bothSides, because: held, unit: held.unit, subject: held.subject)
            default: nil
            }
        }
    }
}
