public import Model

/// The one place that says which office may do what, and how far.
public enum RoleTable {
    /// How far an office may do something.
    public static func reach(of office: Office, for action: Action) -> Reach { rows[office]?[action] ?? .nothing }

    /// The farthest that an office reaches with anything.
    public static func farthest(of office: Office) -> Reach { rows[office]?.values.max() ?? .nothing }

    /// The action by which people are given an office.
    public static func appointment(to office: Office) -> Action {
        switch office {
        case .systemOwner, .blue, .analyst, .staff: .assignOffices
        case .centreOfficer, .director, .ditso, .assessor, .auditor, .drillController, .red, .partner, .administrator:
            .appointOffices
        }
    }

    private static let rows: [Office: [Action: Reach]] = [
        .centreOfficer: row(
            .everything,
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .changeSystems, .recordObservations, .closeFindings, .makeDecisions, .rehearseRules, .changeContent,
                .seeAlerts, .reportIncidents, .handleIncidents, .seeIntelligence, .shareIntelligence, .seePeople,
                .appointOffices, .changeUnits, .seeLedger, .seeWork,
            ]),
        .director: row(
            .ownUnit,
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .makeDecisions, .seeAlerts, .reportIncidents, .seeIntelligence, .seePeople, .assignOffices,
                .appointOffices, .makeAgreements, .seeLedger,
            ]),
        .ditso: row(
            .ownUnit,
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .changeSystems, .recordObservations, .fixFindings, .closeFindings, .rehearseRules, .changeContent,
                .seeAlerts, .handleAlerts, .reportIncidents, .handleIncidents, .seeIntelligence, .shareIntelligence,
                .seePeople, .managePeople, .assignOffices, .changeUnits, .seeLedger, .seeWork, .manageWork,
            ]),
        .systemOwner: row(
            .ownSubject,
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .changeSystems, .recordObservations, .fixFindings, .seeAlerts, .reportIncidents, .seeLedger,
            ]),
        .assessor: row(
            .ownUnit,
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .recordObservations, .concludeAssessments, .closeFindings, .reportIncidents, .seeLedger,
            ]),
        .auditor: row(
            .ownUnit,
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .conductAudits, .reportIncidents, .seePeople, .seeLedger,
            ]),
        .drillController: row(
            .ownUnit, [.seePosture, .seeSystems, .seeAlerts, .reportIncidents, .controlExercises]),
        .red: row(.ownUnit, [.seeSystems, .reportIncidents, .attackInExercises]),
        .blue: row(
            .ownUnit, [.seeSystems, .seeAlerts, .handleAlerts, .reportIncidents, .seeIntelligence, .defendInExercises]),
        .analyst: row(
            .ownUnit,
            [
                .seePosture, .seeSystems, .countFindings, .seeFindings, .seeAlerts, .handleAlerts, .reportIncidents,
                .handleIncidents, .seeIntelligence, .shareIntelligence,
            ]),
        .staff: row(.ownUnit, [.reportIncidents]),
        .partner: row(.ownUnit, [.reportIncidents, .seeIntelligence, .shareIntelligence, .seeLedger]),
        .administrator: row(
            .installation,
            [
                .managePeople, .assignOffices, .appointOffices, .changeUnits, .seeWork, .manageWork, .changeSettings,
                .rotateKeys, .makeBackups,
            ]),
    ]

    private static func row(_ reach: Reach, _ actions: [Action]) -> [Action: Reach] {
        Dictionary(uniqueKeysWithValues: actions.map { ($0, reach) })
    }
}
