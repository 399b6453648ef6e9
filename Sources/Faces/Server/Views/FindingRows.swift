import Model
import Pages
import Programme

/// Rows of findings.
struct FindingRows {
    let estate: Estate
    let references: References

    func row(_ finding: Finding, of system: RegisteredSystem?) -> FindingsView.Row {
        FindingsView.Row(
            id: finding.id, title: .localized(finding.sighting.title), severity: finding.sighting.severity,
            state: FindingState(finding), system: reference(finding, system), controls: [finding.sighting.control],
            opened: finding.opened, due: finding.due)
    }

    /// The finding's system; its id where the register does not hold it.
    func reference(_ finding: Finding, _ system: RegisteredSystem?) -> SystemReference {
        system.map(references.system)
            ?? SystemReference(
                id: finding.subject, name: .name(finding.subject), department: references.department(of: finding.path))
    }
}

extension FindingState {
    init(_ finding: Finding) {
        self =
            switch (finding.state, finding.step) {
            case (.closed, _): .closed
            case (.open, .accepted): .accepted
            default: .open
            }
    }
}
