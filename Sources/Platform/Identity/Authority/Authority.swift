public import Model

/// Decides who may do what, by the table of roles, the tree and the agreements.
public struct Authority: Sendable {
    /// The units that are not governed.
    public let bodies: Bodies

    /// An authority over a tree with these bodies in it.
    public init(bodies: Bodies = Bodies()) { self.bodies = bodies }

    /// Whether someone may do something.
    ///
    /// - Parameters:
    ///   - assignments: the person's offices, those of other times included, for the explanation.
    ///   - action: what.
    ///   - target: on what.
    ///   - instant: when.
    public func decide(
        _ assignments: [Assignment], _ action: Action, on target: Target, at instant: Instant
    ) -> Decision {
        let bars = DutyConflict.bars(to: action, assignments, at: instant)
        var nearest: Decision.Ground?
        for assignment in assignments {
            let ground = ground(assignment, action, target, bars, at: instant)
            if case .allowed = ground { return Decision(action: action, target: target, ground: ground) }
            if ground.nearness > nearest?.nearness ?? 0 { nearest = ground }
        }
        return Decision(action: action, target: target, ground: nearest ?? .noOffice)
    }

    /// Whether someone may give an office to another, or end it.
    ///
    /// Nobody gives an office that reaches farther than the own right to give offices.
    public func decideAppointment(
        _ assignments: [Assignment], to office: Office, in unit: UnitPath, at instant: Instant
    ) -> Decision {
        let action = RoleTable.appointment(to: office)
        let farthest = RoleTable.farthest(of: office)
        let able =
            farthest < .everything
            ? assignments
            : assignments.filter { RoleTable.reach(of: $0.office, for: action) >= farthest }
        return decide(able, action, on: Target(unit: unit), at: instant)
    }

    /// What someone may do something on, to filter by.
    public func visibility(_ assignments: [Assignment], for action: Action, at instant: Instant) -> Visibility {
        let areas = assignments.filter { $0.isInForce(at: instant) }.compactMap { assignment -> Visibility.Area? in
            let reach = RoleTable.reach(of: assignment.office, for: action)
            guard let unit = Self.area(of: assignment, reach) else { return nil }
            return Visibility.Area(
                unit: unit, subject: reach < .everything ? assignment.subject : nil,
                except: reach == .installation
                    ? [] : bodies.closed(within: unit, to: action, from: assignment.unit, at: instant))
        }
        let bars = DutyConflict.bars(to: action, assignments, at: instant)
        return Visibility(areas: areas, bars: bars.map { Visibility.Area(unit: $0.unit, subject: $0.subject) })
    }

    private func ground(
        _ assignment: Assignment, _ action: Action, _ target: Target, _ bars: [DutyConflict.Bar], at instant: Instant
    ) -> Decision.Ground {
        let reach = RoleTable.reach(of: assignment.office, for: action)
        guard reach != .nothing else { return .otherOffice(assignment) }
        guard let area = Self.area(of: assignment, reach), area.contains(target.unit),
            reach >= .everything || assignment.subject == nil || assignment.subject == target.subject
        else { return .elsewhere(assignment, reach) }
        guard assignment.isInForce(at: instant) else { return .notInForce(assignment) }
        if reach != .installation,
            let body = bodies.closed(target.unit, to: action, from: assignment.unit, at: instant)
        {
            return .notShared(assignment, body)
        }
        if let bar = bars.first(where: { $0.covers(target) }) {
            return .conflict(assignment, bar.conflict, bar.because)
        }
        if action == .closeFindings, target.fixedBy.contains(assignment.person) {
            return .conflict(assignment, .fixedIt, nil)
        }
        return .allowed(assignment, reach)
    }

    /// The part of the tree that a reach gives from an assignment; nil where that is none.
    private static func area(of assignment: Assignment, _ reach: Reach) -> UnitPath? {
        switch reach {
        case .nothing: nil
        case .ownSubject: assignment.subject == nil ? nil : assignment.unit
        case .ownUnit: assignment.unit
        case .everything, .installation: .root
        }
    }
}
