import CanonicalJSON
import Model
import Programme

/// The newest assessment of a system, to go on from.
struct LastAssessment {
    let id: String
    /// When somebody last looked at the whole system.
    let looked: Instant
    /// What it concluded.
    let conclusion: JSONValue
    /// The system, as it was described then.
    let file: SystemFile

    /// Nil for a system that nobody assessed yet.
    ///
    /// - Throws: `Fault` (`assurance.unreadable-system`).
    init?(of standing: SystemStanding, _ programme: Programme) async throws {
        let subject = standing.system.id
        guard let id = standing.assessment, let looked = standing.assessed,
            let last = try await programme.assessment(id, of: subject)
        else { return nil }
        guard let file = last["system"].flatMap({ SystemFile(json: $0) }) else {
            throw Fault("assurance.unreadable-system", ["id": subject])
        }
        (self.id, self.looked, conclusion, self.file) = (id, looked, last, file)
    }

    /// Judges observations of the system by a catalogue and a day.
    func assessment(
        by catalogue: Catalogue, of all: [Observation], at now: Instant, assessed: Instant, tool: String
    ) throws(Fault) -> Assessment {
        let observations = file.observations(of: all)
        let verdicts = try Judge(catalogue).verdicts(on: file, from: observations, asOf: now)
        return Assessment(
            id: ULID(now).description, system: file, asOf: now, assessed: assessed,
            posture: Judge.posture(of: verdicts), verdicts: verdicts, nextSteps: NextStep.steps(for: verdicts),
            observations: observations, contentDigest: catalogue.digest, tool: tool)
    }
}
