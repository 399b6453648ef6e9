public import Model

/// Whether someone may do something, and why.
public struct Decision: Sendable, Hashable {
    /// What a decision rests on.
    public enum Ground: Sendable, Hashable {
        /// An office allows it, by the row of the table with this reach.
        case allowed(Assignment, Reach)
        /// An office would allow it, but another duty of the same person speaks against it.
        case conflict(Assignment, DutyConflict, Assignment?)
        /// An office would allow it, but the body does not share that.
        case notShared(Assignment, UnitPath)
        /// An office would allow it, at another time.
        case notInForce(Assignment)
        /// An office allows it, on another part of the tree.
        case elsewhere(Assignment, Reach)
        /// The office that is held does not do this.
        case otherOffice(Assignment)
        /// No office is held.
        case noOffice
        /// The offices would allow it, but the API key was not given it.
        case keyScope

        /// How near to being allowed; 0 where nothing speaks for it.
        var nearness: Int {
            switch self {
            case .allowed: 7
            case .keyScope: 6
            case .conflict: 5
            case .notShared: 4
            case .notInForce: 3
            case .elsewhere: 2
            case .otherOffice: 1
            case .noOffice: 0
            }
        }
    }

    /// What was asked for.
    public let action: Action
    /// On what.
    public let target: Target
    /// What it rests on.
    public let ground: Ground

    /// A decision.
    public init(action: Action, target: Target, ground: Ground) {
        self.action = action
        self.target = target
        self.ground = ground
    }

    /// Whether it may be done.
    public var isAllowed: Bool { if case .allowed = ground { true } else { false } }

    /// Why, for a person who may see the other's offices.
    ///
    /// - Parameter word: the text of a message, in the language of that person: for the names of offices and actions.
    public func explanation(_ word: (Message) -> String) -> Message {
        func named(_ assignment: Assignment) -> [String: String] {
            [
                "action": word(action.name), "office": word(assignment.office.name),
                "unit": assignment.subject.map { "\(assignment.unit.description)\($0)" } ?? assignment.unit.description,
                "target": target.subject.map { "\(target.unit.description)\($0)" } ?? target.unit.description,
                "from": assignment.from.description, "until": assignment.until?.description ?? "–",
            ]
        }
        switch ground {
        case .allowed(let assignment, let reach):
            return Message("identity.allowed", named(assignment).merging(["reach": word(reach.name)]) { $1 })
        case .conflict(let assignment, let conflict, let other):
            var gaps = named(assignment)
            gaps["other"] = other.map { word($0.office.name) } ?? "–"
            return Message("identity.conflict-\(conflict.rawValue)", gaps)
        case .notShared(let assignment, let body):
            return Message("identity.not-shared", named(assignment).merging(["body": body.description]) { $1 })
        case .notInForce(let assignment): return Message("identity.not-in-force", named(assignment))
        case .elsewhere(let assignment, let reach):
            return Message("identity.elsewhere", named(assignment).merging(["reach": word(reach.name)]) { $1 })
        case .otherOffice(let assignment):
            let offices = Office.allCases.filter { RoleTable.reach(of: $0, for: action) != .nothing }
            var gaps = named(assignment)
            gaps["offices"] = offices.map { word($0.name) }.joined(separator: " · ")
            return Message("identity.other-office", gaps)
        case .noOffice: return Message("identity.no-office", ["action": word(action.name)])
        case .keyScope: return Message("identity.key-scope", ["action": word(action.name)])
        }
    }
}
