public import Model
public import Storage

/// What a person may do: the offices, and the authority to weigh them by.
public struct Standing: Sendable, Hashable {
    /// The person's opaque id.
    public let person: String
    /// The offices that count.
    public let assignments: [Assignment]
    /// What an API key is confined to; nil for the person.
    public let scope: Scope?
    private let bodies: Bodies

    /// What an API key is confined to.
    public struct Scope: Sendable, Hashable {
        /// What it may be used for.
        public let actions: Set<Action>
        /// The units, with all below, that it may be used on.
        public let units: [UnitPath]

        /// A scope.
        public init(actions: Set<Action>, units: [UnitPath]) {
            self.actions = actions
            self.units = units
        }
    }

    /// The standing of a person.
    public init(person: String, assignments: [Assignment], bodies: Bodies, scope: Scope? = nil) {
        self.person = person
        self.assignments = assignments
        self.bodies = bodies
        self.scope = scope
    }

    /// The standing of a person, as it is recorded: two statements.
    public init(of person: String, _ transaction: any Transaction) throws {
        self.init(
            person: person, assignments: try AssignmentTable.held(by: person, transaction),
            bodies: try AgreementTable.bodies(transaction))
    }

    /// The same person through an API key.
    public func confined(to scope: Scope) -> Standing {
        Standing(person: person, assignments: assignments, bodies: bodies, scope: scope)
    }

    /// The same person without the offices that ask for a second factor.
    public func withoutPrivileges() -> Standing {
        Standing(
            person: person, assignments: assignments.filter { !$0.office.isPrivileged }, bodies: bodies, scope: scope)
    }

    /// The same person in one office alone; without any where it is not theirs.
    ///
    /// What other duties of the person speak against shows only in the standing as a whole: ask that before anything is
    /// done.
    public func holding(only assignment: String) -> Standing {
        Standing(
            person: person, assignments: assignments.filter { $0.id == assignment }, bodies: bodies, scope: scope)
    }

    /// Whether an office that asks for a second factor is held at a moment.
    public func isPrivileged(at instant: Instant) -> Bool {
        assignments.contains { $0.office.isPrivileged && $0.isInForce(at: instant) }
    }

    /// Whether the person may do something.
    public func decide(_ action: Action, on target: Target, at instant: Instant) -> Decision {
        let decision = Authority(bodies: bodies).decide(assignments, action, on: target, at: instant)
        guard decision.isAllowed, let scope else { return decision }
        guard scope.actions.contains(action), scope.units.contains(where: { $0.contains(target.unit) }) else {
            return Decision(action: action, target: target, ground: .keyScope)
        }
        return decision
    }

    /// Whether the person may give an office, or end it.
    public func decideAppointment(to office: Office, in unit: UnitPath, at instant: Instant) -> Decision {
        let decision = Authority(bodies: bodies).decideAppointment(assignments, to: office, in: unit, at: instant)
        guard decision.isAllowed else { return decision }
        return decide(decision.action, on: decision.target, at: instant)
    }

    /// What the person may do something on.
    public func visibility(for action: Action, at instant: Instant) -> Visibility {
        let visibility = Authority(bodies: bodies).visibility(assignments, for: action, at: instant)
        guard let scope else { return visibility }
        return scope.actions.contains(action) ? visibility.within(scope.units) : .nothing
    }

    /// Of the facts of an observation, whether one must not be shown to the person.
    public func withholds(fact: String, of unit: UnitPath, at instant: Instant) -> Bool {
        let seeing = assignments.filter {
            $0.isInForce(at: instant) && RoleTable.reach(of: $0.office, for: .seeObservations) != .nothing
        }
        return !seeing.contains { !bodies.withholds(fact: fact, of: unit, from: $0.unit, at: instant) }
    }
}
