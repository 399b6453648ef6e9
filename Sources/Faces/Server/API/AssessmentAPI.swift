import Assurance
import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Programme

/// `/systems/{id}/assessments`: those that were made, and a place for those that are made elsewhere.
struct AssessmentAPI {
    let estate: Estate
    /// Another assessment of the same system may be taken in at the same moment: then what is known of its findings is
    /// read anew.
    private static let attempts = 3

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/systems/{id}/assessments", list),
            APIOperation(.post, "/systems/{id}/assessments", post), APIOperation(.get, "/assessments/{id}", one),
        ]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, APIQuery.paging)
        let system = try await Lookup(estate: estate, context: context).system().system
        guard context.may(.seePosture, on: system) else { throw Refusal.notFound }
        let page = try await estate.programme.assessments(
            of: system.id, after: query.after(), limit: query.limit())
        let items = page.rows.map { entry -> JSONValue in
            ["id": .string(entry.id), "at": entry.at.json, "posture": .string(entry.posture)]
        }
        return try Response.list(items, next: page.next, for: request)
    }

    /// What was concluded once, without what its system file stated.
    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let id = try context.parameters.require("id")
        guard let subject = try await estate.programme.subject(ofAssessment: id, context.scope(.seePosture)),
            let conclusion = try await estate.programme.assessment(id, of: subject)
        else { throw Refusal.notFound }
        var members: [String: JSONValue] = ["id": .string(id), "system": .string(subject)]
        for name in Self.concluded + ["missing", "nextSteps"] { members[name] = conclusion[name] }
        return Response.entity(.object(members), for: request)
    }

    private func post(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let standing = try await Lookup(estate: estate, context: context).system()
        try context.require(.recordObservations, on: standing.system)
        let (value, bytes) = try await request.json(UploadedAssessment.shape, limit: UploadedAssessment.sizeLimit)
        let key = try IdempotencyKey(request, about: standing.system.id, bytes, estate, context)
        // What was taken in before is answered again by its id, whether under a key or not.
        _ = try await key.isRepeated()
        let upload = try UploadedAssessment(value, of: standing.system, at: context.now)
        let (conclusion, isNew) = try await take(upload, standing, context)
        try await key.note()
        return Response.json(Self.json(conclusion, of: standing.system), status: isNew ? .created : .ok)
    }

    /// Judges what was seen anew, by the catalogue of this server, and records that; nothing where it was recorded
    /// before.
    func take(
        _ upload: UploadedAssessment, _ standing: SystemStanding, _ context: PageContext
    ) async throws -> (conclusion: JSONValue, isNew: Bool) {
        let subject = standing.system.id
        for _ in 0..<Self.attempts {
            // Asked first: what is in the log by now is in the tables too.
            let isThere = try await estate.journal.entry(upload.id) != nil
            if let known = try await estate.programme.assessment(upload.id, of: subject) {
                guard known["observations"] == .strings(upload.observations.map(\.id).sorted()) else {
                    throw Self.taken("id")
                }
                return (known, false)
            }
            guard !isThere else { throw Self.taken("id") }
            let fresh = try await fresh(upload)
            let assessment = try assessment(upload, mayWaive: context.may(.makeDecisions, on: standing.system))
            var record = assessment.record(fresh: fresh)
            record.actor = try context.actor()
            // What was seen before something else was does not say how the system stands now.
            // Asked anew: the upload may have taken its time.
            let newest = try await estate.programme.system(subject, .everything)?.assessed
            if let newest, newest > upload.assessed { record.isOfThePast() }
            do {
                try await estate.programme.record(record)
            } catch let fault as Fault where fault.message.id == "storage.constraint" {
                continue
            }
            return (record.conclusion, true)
        }
        throw Self.taken("observations")
    }

    /// The observations that are not in the record yet.
    private func fresh(_ upload: UploadedAssessment) async throws -> [Observation] {
        let recorded = try await estate.programme.observations(named: upload.observations.map(\.id))
        for (index, observation) in upload.observations.enumerated() {
            guard recorded[observation.id].map({ $0.json.canonical == observation.json.canonical }) ?? true else {
                throw Self.taken("observations.\(index).id")
            }
        }
        return upload.observations.filter { recorded[$0.id] == nil }
    }

    private func assessment(_ upload: UploadedAssessment, mayWaive: Bool) throws -> Assessment {
        var file = upload.file
        // A waiver is a decision: whoever may only record what was seen cannot bring one along.
        if !mayWaive { file.waivers = [] }
        let verdicts: [ControlVerdict]
        do throws(Fault) {
            verdicts = try Judge(estate.catalogue).verdicts(
                on: file, from: upload.observations, asOf: upload.endOfSecond)
        } catch {
            throw Refusal(.unprocessableContent, error.message, field: "observations")
        }
        return Assessment(
            id: upload.id, system: file, asOf: upload.asOf, assessed: upload.assessed,
            posture: Judge.posture(of: verdicts), verdicts: verdicts, nextSteps: NextStep.steps(for: verdicts),
            observations: upload.observations, contentDigest: estate.catalogue.digest, tool: upload.tool)
    }

    private static func json(_ conclusion: JSONValue, of system: RegisteredSystem) -> JSONValue {
        var members: [String: JSONValue] = ["system": .string(system.id)]
        for name in ["id"] + concluded { members[name] = conclusion[name] }
        return .object(members)
    }

    private static let concluded = ["asOf", "assessed", "posture", "tool", "contentDigest", "current", "statuses"]

    private static func taken(_ field: String) -> Refusal {
        Refusal(.conflict, Message("server.api-recorded-otherwise"), field: field)
    }
}

extension AssessmentRecord {
    /// Keeps it for the history alone: findings and posture stay as they are.
    fileprivate mutating func isOfThePast() {
        var members = conclusion.members ?? [:]
        members["current"] = false
        conclusion = .object(members)
        sightings = []
        settled = []
    }
}
