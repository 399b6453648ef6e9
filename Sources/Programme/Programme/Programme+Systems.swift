public import CanonicalJSON
public import Model
import Storage

/// An assessment as a list shows it.
public struct AssessmentEntry: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// When.
    public var at: Instant
    /// `held`, `falls-short` or `unknown`.
    public var posture: String
}

extension Programme {
    /// One system; nil where there is none in the scope.
    public func system(_ id: String, _ scope: UnitScope) async throws -> SystemStanding? {
        try await database.read { try SystemTable.system(id, scope, $0) }
    }

    /// A page of systems.
    public func systems(
        _ filter: SystemFilter, _ scope: UnitScope, after: Cursor? = nil, limit: Int
    ) async throws -> Page<SystemStanding> {
        let rows = try await database.read {
            try SystemTable.page(filter, scope, after: after, limit: limit + 1, $0)
        }
        let page = Page(rows, limit: limit) { $0.place }
        return Page(rows: page.rows.map(\.system), next: page.next)
    }

    /// The systems that were assessed last, the newest first.
    public func latest(_ scope: UnitScope, limit: Int) async throws -> [SystemStanding] {
        try await database.read { try SystemTable.latest(scope, limit: limit, $0) }
    }

    /// The system that an assessment is of; nil where there is none in the scope.
    public func subject(ofAssessment id: String, _ scope: UnitScope) async throws -> String? {
        try await database.read { transaction in
            try transaction.rows(
                """
                SELECT assessments.subject AS subject FROM assessments JOIN systems ON systems.id = assessments.subject
                WHERE assessments.id = \(id) AND \(scope.condition(path: "systems.path", subject: "systems.id", department: "systems.department"))
                """
            ).first?.text("subject")
        }
    }

    /// A page of the assessments of a system, the newest first.
    public func assessments(
        of subject: String, after: Cursor?, limit: Int
    ) async throws -> Page<AssessmentEntry> {
        var condition: SQL = "subject = \(subject)"
        if let after { condition = try "\(condition) AND (at, id) < (\(after.number), \(after.id))" }
        let query: SQL = """
            SELECT id, at, posture FROM assessments WHERE \(condition)
            ORDER BY at DESC, id DESC LIMIT \(Int64(limit + 1))
            """
        let rows = try await database.read { transaction in
            try transaction.rows(query).map {
                AssessmentEntry(
                    id: $0.text("id"), at: Instant(microseconds: $0.integer("at")), posture: $0.text("posture"))
            }
        }
        return Page(rows, limit: limit) { Cursor(number: $0.at.microseconds, id: $0.id) }
    }

    /// Observations by their ids, whatever the scope: for telling what is in the record already.
    public func observations(named ids: [String]) async throws -> [String: Observation] {
        try await database.read { transaction in
            var found: [String: Observation] = [:]
            try transaction.forEachRow(of: "SELECT id, content FROM observations WHERE id IN \(list: ids)") { row in
                guard let value = try? JSONValue(parsing: row.text("content")), let read = Observation(json: value)
                else { throw Fault("storage.corrupt") }
                found[row.text("id")] = read
            }
            return found
        }
    }

    /// One assessment of a system as it was recorded; nil where there is none.
    public func assessment(_ id: String, of subject: String) async throws -> JSONValue? {
        try await json("SELECT content FROM assessments WHERE id = \(id) AND subject = \(subject)")
    }

    /// Systems by their ids, whatever the scope: for naming what may be seen already.
    public func systems(named ids: [String]) async throws -> [String: RegisteredSystem] {
        try await standings(of: ids).mapValues(\.system)
    }

    /// Systems by their ids with where they stand, whatever the scope: for what may be seen already.
    public func standings(of ids: [String]) async throws -> [String: SystemStanding] {
        let wanted = Set(ids).sorted()
        guard !wanted.isEmpty else { return [:] }
        return try await database.read { transaction in
            let found = try SystemTable.named(wanted, transaction)
            return Dictionary(uniqueKeysWithValues: found.map { ($0.system.id, $0) })
        }
    }

    /// One observation; nil where there is none in the scope.
    public func observation(_ id: String, _ scope: UnitScope) async throws -> Observation? {
        let query: SQL = """
            SELECT content FROM observations JOIN systems ON systems.id = observations.subject
            WHERE observations.id = \(id) AND \(scope.condition(path: "systems.path", subject: "observations.subject", department: "systems.department"))
            """
        guard let value = try await json(query) else { return nil }
        guard let observation = Observation(json: value) else { throw Fault("storage.corrupt") }
        return observation
    }

    private func json(_ query: SQL) async throws -> JSONValue? {
        try await database.read { transaction in
            guard let row = try transaction.rows(query).first else { return nil }
            guard let value = try? JSONValue(parsing: row.text("content")) else { throw Fault("storage.corrupt") }
            return value
        }
    }
}
