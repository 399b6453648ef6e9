/// What a person is appointed to do. What each may do is in `Identity`'s table of roles.
public enum Office: String, Sendable, Hashable, CaseIterable {
    /// Runs the programme for all departments.
    case centreOfficer = "centre-officer"
    /// Heads a unit, and answers for it.
    case director
    /// The departmental IT security officer: runs the programme within a unit.
    case ditso
    /// Answers for one system.
    case systemOwner = "system-owner"
    /// Assesses systems that others run.
    case assessor
    /// Audits what others did.
    case auditor
    /// Runs an exercise, and may stop it.
    case drillController = "drill-controller"
    /// Attacks in an exercise.
    case red
    /// Defends in an exercise.
    case blue
    /// Watches alerts and works on them.
    case analyst
    /// Works in a unit.
    case staff
    /// Works in a body that shares with the centre.
    case partner
    /// Keeps the installation running and its people in order, and sees nothing of what is found.
    case administrator

    /// Whether whoever holds it must sign in with a second factor.
    public var isPrivileged: Bool { self != .staff && self != .partner }

    /// Whether it is held for one system or exercise alone.
    public enum Holding: Sendable, Hashable {
        /// For a whole unit, never for one subject.
        case unit
        /// For a whole unit, or for one subject in it.
        case unitOrSubject
        /// For one subject.
        case subject
    }

    /// What it may be held for.
    public var holding: Holding {
        switch self {
        case .systemOwner: .subject
        case .assessor, .drillController, .red, .blue: .unitOrSubject
        default: .unit
        }
    }
}
