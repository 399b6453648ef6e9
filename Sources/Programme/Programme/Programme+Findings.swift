import CanonicalJSON
import Journal
public import Model
import Storage

extension Programme {
    /// One finding; nil where there is none in the scope.
    public func finding(_ id: String, _ scope: UnitScope) async throws -> Finding? {
        try await database.read { try FindingTable.finding(id, scope, $0) }
    }

    /// A page of findings.
    public func findings(
        _ filter: FindingFilter, _ scope: UnitScope, after: Cursor? = nil, limit: Int
    ) async throws -> Page<Finding> {
        let rows = try await database.read {
            try FindingTable.page(filter, scope, after: after, limit: limit + 1, $0)
        }
        return Page(rows, limit: limit) { FindingQuery.cursor($0, filter.order) }
    }

    /// How many findings there are; at most `limit`, beyond which nobody counts on.
    public func countFindings(_ filter: FindingFilter, _ scope: UnitScope, limit: Int64) async throws -> Int64 {
        try await database.read { try FindingTable.count(filter, scope, limit: limit, $0) }
    }

    /// Records how and until when a finding is mended.
    ///
    /// - Throws: `Fault` (`programme.finding-closed`, `programme.changed-meanwhile`).
    public func plan(
        _ finding: Finding, office: String, due: Instant, note: String, at: Instant, actor: String
    ) async throws {
        guard finding.state == .open else { throw Fault("programme.finding-closed", ["id": finding.id]) }
        try await record(
            .actionPlanned, of: finding, at: at, actor: actor,
            ["office": .string(office), "due": .integer(due.microseconds), "note": .string(note)])
    }

    /// Records the request that a finding be accepted for a time.
    ///
    /// - Throws: `Fault` (`programme.finding-closed`, `programme.already-asked`, `programme.acceptance-past`,
    ///   `programme.changed-meanwhile`): what is being decided on is not changed under whoever decides.
    public func ask(
        acceptance finding: Finding, until: Instant, reason: String, at: Instant, actor: String
    ) async throws {
        guard finding.state == .open else { throw Fault("programme.finding-closed", ["id": finding.id]) }
        guard finding.step != .decide else { throw Fault("programme.already-asked", ["id": finding.id]) }
        guard until > at else { throw Fault("programme.acceptance-past", ["date": until.date.description]) }
        try await record(
            .acceptanceAsked, of: finding, at: at, actor: actor,
            ["until": .integer(until.microseconds), "reason": .string(reason)])
    }

    /// Records the decision on what was asked.
    ///
    /// - Throws: `Fault` (`programme.nothing-asked`, `programme.own-request`, `programme.changed-meanwhile`): nobody
    ///   decides on what they asked for.
    public func decide(_ finding: Finding, accept: Bool, note: String, at: Instant, actor: String) async throws {
        guard finding.state == .open, finding.step == .decide, let asked = finding.acceptance else {
            throw Fault("programme.nothing-asked", ["id": finding.id])
        }
        guard asked.askedBy != actor else { throw Fault("programme.own-request", ["id": finding.id]) }
        try await record(
            .decisionMade, of: finding, at: at, actor: actor,
            [
                "decision": .string(accept ? "accept" : "reject"), "note": .string(note),
                "until": .integer(asked.until.microseconds), "reason": .string(asked.reason),
            ])
    }

    /// Records what is done about a finding, unless somebody else did something about it since it was read.
    private func record(
        _ kind: EventKind, of finding: Finding, at: Instant, actor: String, _ body: [String: JSONValue]
    ) async throws {
        var body = body
        body["finding"] = .string(finding.id)
        let event = Event(
            id: ULID(at).description, kind: kind.rawValue, subject: finding.subject, at: at, actor: actor,
            body: .object(body))
        try await journal.record([event]) { transaction in
            guard var now = try FindingTable.finding(finding.id, .everything, transaction) else {
                throw Fault("programme.changed-meanwhile", ["id": finding.id])
            }
            // That it was seen once more, or that its system moved, is nothing that anybody decides on.
            now.seen = finding.seen
            now.path = finding.path
            guard now == finding else { throw Fault("programme.changed-meanwhile", ["id": finding.id]) }
        }
    }
}
