import Assurance
import Model
import Pages
import Programme

/// Rows of verdicts: one control on one system.
struct ResultRows {
    let estate: Estate
    let references: References

    /// A row.
    ///
    /// - Parameter missing: why what the control needs was not seen, where that is why it is unknown.
    func row(_ standing: ControlStanding, of system: SystemStanding, missing: [Wording] = []) -> ResultsView.Row {
        let control = estate.catalogue.controls.first { $0.id == standing.control }
        return ResultsView.Row(
            control: estate.control(standing.control), force: control?.force ?? .may,
            system: references.system(system.system), status: ControlStatus(rawValue: standing.status) ?? .unknown,
            causes: missing, oldest: system.assessed)
    }
}

extension SystemView.ObservationRow {
    init(_ observation: Observation) {
        self.init(
            id: observation.id, kind: observation.reading.kind, object: observation.object.id,
            completeness: ObservationView.Completeness(observation.reading.completeness),
            collected: observation.collected, actor: observation.actor)
    }
}

extension ObservationView.Completeness {
    init(_ completeness: Model.Completeness) {
        self =
            switch completeness {
            case .complete: .complete
            case .partial(let reasons): .partial(reasons.map { .message($0) })
            case .notAssessed(let reason): .notAssessed(.message(reason))
            }
    }
}
