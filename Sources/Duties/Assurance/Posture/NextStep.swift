public import Model

/// One step towards "held".
public struct NextStep: Sendable, Hashable {
    /// What it does: mend what is broken, or let an instrument see what is unknown.
    public enum Kind: String, Sendable, Hashable {
        case mend, see
    }

    /// What it does.
    public var kind: Kind
    /// The control it makes held.
    public var control: Control
    /// The objects it concerns.
    public var objects: [ObjectReference]

    /// A step.
    public init(kind: Kind, control: Control, objects: [ObjectReference]) {
        self.kind = kind
        self.control = control
        self.objects = objects
    }

    /// The steps that a set of verdicts asks for, the most helpful first: what a *shall* breaks before what it
    /// leaves unknown, *should* after *shall*, then by weight, then by how few objects it takes.
    public static func steps(for verdicts: [ControlVerdict]) -> [NextStep] {
        let steps = verdicts.compactMap { verdict -> NextStep? in
            switch verdict.status {
            case .broken:
                let objects = Set(verdict.breaches.map(\.object)).sorted()
                return NextStep(kind: .mend, control: verdict.control, objects: objects)
            case .unknown:
                let objects = Set(verdict.missing.map(\.object)).sorted()
                return NextStep(kind: .see, control: verdict.control, objects: objects)
            case .held, .waived, .notApplicable:
                return nil
            }
        }
        return steps.sorted { $0.order < $1.order }
    }

    private var order: (Int, Int, Int, Int, String) {
        let force = Control.Force.allCases.firstIndex(of: control.force) ?? 0
        return (force, kind == .mend ? 0 : 1, -control.weight, objects.count, control.id)
    }
}
