import CanonicalJSON
public import Model
public import Programme

/// Judges what was seen of systems by today's date and by the catalogue of today, without looking again: certificates run
/// out, observations get too old, and rules change while nobody looks.
public struct Rejudging: Sendable {
    private let programme: Programme
    private let catalogue: Catalogue
    private let tool: String

    /// - Parameter tool: the program and version, which the record names.
    public init(programme: Programme, catalogue: Catalogue, tool: String) {
        self.programme = programme
        self.catalogue = catalogue
        self.tool = tool
    }

    /// Judges a system anew, and records that where it changes the status of a control, or any finding.
    ///
    /// - Returns: whether anything changed; never for a system that nobody assessed yet.
    /// - Throws: `Fault` (`assurance.unreadable-system`), and what `Programme.record` throws: `programme.changed-meanwhile`
    ///   where somebody looked meanwhile, who knows better.
    public func judge(_ standing: SystemStanding, at now: Instant) async throws -> Bool {
        let subject = standing.system.id
        guard let newest = standing.assessment, let looked = standing.assessed,
            let last = try await programme.assessment(newest, of: subject)
        else { return false }
        guard let file = last["system"].flatMap({ SystemFile(json: $0) }) else {
            throw Fault("assurance.unreadable-system", ["id": subject])
        }
        let seen = try await programme.newestObservations(subject: subject, before: now)
        let observations = file.observations(of: seen)
        let verdicts = try Judge(catalogue).verdicts(on: file, from: observations, asOf: now)
        let assessment = Assessment(
            id: ULID(now).description, system: file, asOf: now, assessed: looked,
            posture: Judge.posture(of: verdicts), verdicts: verdicts, nextSteps: NextStep.steps(for: verdicts),
            observations: observations, contentDigest: catalogue.digest, tool: tool)
        let record = assessment.record(judgingAnew: newest)
        let isSame = record.conclusion["statuses"] == last["statuses"]
        if isSame, try await !programme.changesFindings(record) { return false }
        try await programme.record(record)
        return true
    }
}
