/// Something that a person or a program may ask to do. The raw value is its name in API keys, logs and the table.
public enum Action: String, Sendable, Hashable, CaseIterable {
    /// See how a unit or system stands, as counts and states.
    case seePosture = "posture.see"
    /// See systems and what they are.
    case seeSystems = "systems.see"
    /// See what instruments and people stated.
    case seeObservations = "observations.see"
    /// See how many findings there are, and how grave.
    case countFindings = "findings.count"
    /// See findings.
    case seeFindings = "findings.see"
    /// See evidence files.
    case seeEvidence = "evidence.see"
    /// Take data out as a file.
    case exportData = "data.export"

    /// Add and change systems.
    case changeSystems = "systems.change"
    /// Record what was observed: run a scan or an assessment, or upload one.
    case recordObservations = "observations.record"
    /// Say what an assessment concluded.
    case concludeAssessments = "assessments.conclude"
    /// Audit.
    case conductAudits = "audits.conduct"
    /// Say that a finding is mended.
    case fixFindings = "findings.fix"
    /// Close a finding after a re-test.
    case closeFindings = "findings.close"
    /// Approve, waive, accept a risk, give a verdict.
    case makeDecisions = "decisions.make"
    /// Judge what was seen under draft rules.
    case rehearseRules = "rules.rehearse"
    /// Change controls, rules and texts.
    case changeContent = "content.change"

    /// See alerts.
    case seeAlerts = "alerts.see"
    /// Work on alerts.
    case handleAlerts = "alerts.handle"
    /// Report an incident.
    case reportIncidents = "incidents.report"
    /// Work on incidents.
    case handleIncidents = "incidents.handle"
    /// See intelligence on threats.
    case seeIntelligence = "intelligence.see"
    /// Share intelligence on threats.
    case shareIntelligence = "intelligence.share"
    /// Start, pause and end an exercise.
    case controlExercises = "exercises.control"
    /// Attack in an exercise.
    case attackInExercises = "exercises.attack"
    /// Defend in an exercise.
    case defendInExercises = "exercises.defend"

    /// See people and who holds which office.
    case seePeople = "people.see"
    /// Add, disable, enable and erase people, and reset how they sign in.
    case managePeople = "people.manage"
    /// Give and end the offices that run things.
    case assignOffices = "offices.assign"
    /// Give and end the offices that oversee.
    case appointOffices = "offices.appoint"
    /// Add, change and end units.
    case changeUnits = "units.change"
    /// Choose what those outside a body see of it.
    case makeAgreements = "agreements.make"

    /// See receipts, and the record behind them.
    case seeLedger = "ledger.see"
    /// See the work that runs and waits.
    case seeWork = "work.see"
    /// Have work tried again that was given up.
    case manageWork = "work.manage"
    /// Change the installation's settings.
    case changeSettings = "settings.change"
    /// Replace keys.
    case rotateKeys = "keys.rotate"
    /// Make backups, and restore them.
    case makeBackups = "backups.make"

    /// What of a body that is not governed the action shows, and how much of it; nil where nobody from outside may do
    /// it there at all.
    public var shows: (field: Agreement.Field, extent: Agreement.Extent)? {
        switch self {
        case .seePosture: (.posture, .counts)
        case .seeSystems: (.systems, .all)
        case .seeObservations: (.observations, .all)
        case .countFindings: (.findings, .counts)
        case .seeFindings: (.findings, .all)
        case .seeEvidence: (.evidence, .all)
        default: nil
        }
    }
}
