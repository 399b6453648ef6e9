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
        guard let last = try await LastAssessment(of: standing, programme) else { return false }
        let seen = try await programme.newestObservations(subject: standing.system.id, before: now)
        let assessment = try last.assessment(by: catalogue, of: seen, at: now, assessed: last.looked, tool: tool)
        let record = assessment.record(judgingAnew: last.id)
        let isSame = record.conclusion["statuses"] == last.conclusion["statuses"]
        if isSame, try await !programme.changesFindings(record) { return false }
        try await programme.record(record)
        return true
    }
}
