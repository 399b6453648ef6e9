import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Programme

/// `/departments/{id}/agreements`: what a body that is not governed lets others see, and how it decides that.
struct AgreementAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/departments/{id}/agreements", list),
            APIOperation(.post, "/departments/{id}/agreements", make),
            APIOperation(.post, "/departments/{id}/agreements/{agreement}/end", end),
        ]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, APIQuery.paging)
        let (after, limit) = (try query.after()?.id ?? "", try query.limit())
        let all = try await documents(AgreementSight(estate, context))
        let rest = all.filter { $0.id > after }
        let rows = rest.prefix(limit)
        return try Response.tagged(Self.tag(all), for: request) {
            try Response.list(
                rows.map(\.json), next: rest.count > limit ? rows.last.map { Cursor(id: $0.id) } : nil, for: request)
        }
    }

    private func make(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let sight = try await AgreementSight(estate, context)
        try sight.requireMaking()
        let (body, bytes) = try await request.json(Self.shape)
        let key = try IdempotencyKey(request, about: "agreements of \(sight.unit.id)", bytes, estate, context)
        let new = AgreementActs.NewAgreement(
            extents: Self.extents(body["shows"]), withheld: (body["withheld"]?.elements ?? []).compactMap(\.text),
            days: (body["from"]?.text, body["until"]?.text))
        if try await key.isRepeated() {
            // Of agreements that show the same the newest is the one that was made then.
            let same = sight.agreements.filter { agreement in
                Agreement.Field.allCases.allSatisfy { agreement.extent(of: $0) == new.extents[$0] ?? .none }
                    && agreement.withheld == Set(new.withheld)
            }
            return try await one(same.map(\.id).max(), sight)
        }
        try await request.requireMatch(Self.tag(documents(sight)))
        let acts = AgreementActs(estate: estate, sight: sight, context: context)
        var faults = FieldFaults()
        guard let terms = acts.terms(new, &faults) else { throw faults.refusal }
        let id: String
        do {
            id = try await acts.make(terms)
        } catch let faults as FieldFaults {
            throw faults.refusal
        } catch let fault as Fault where fault.message.id == "identity.agreements-changed" {
            throw Refusal(.preconditionFailed, fault.message, field: "If-Match")
        }
        try await key.note()
        return try await one(id, AgreementSight(estate, context), .created)
    }

    private func end(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let sight = try await AgreementSight(estate, context)
        let id = try sight.ending(context)
        do {
            try await AgreementActs(estate: estate, sight: sight, context: context).end(id)
        } catch let fault as Fault where fault.message.id == "identity.already-ended" {
            throw Refusal(.conflict, fault.message)
        }
        return try await one(id, AgreementSight(estate, context))
    }

    /// - Throws: `Refusal` (404) where the body has no such agreement.
    private func one(
        _ id: String?, _ sight: AgreementSight, _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard let one = try await documents(sight).first(where: { $0.id == id }) else { throw Refusal.notFound }
        return Response.json(one.json, status: status)
    }

    /// Agreements as the API writes them, in the order in which they were made: one statement.
    private func documents(_ sight: AgreementSight) async throws -> [(id: String, json: JSONValue)] {
        // The id of an agreement is that of the event that made it.
        let actors = try await estate.journal.actors(of: sight.agreements.map(\.id))
        return sight.agreements.sorted { $0.id < $1.id }.map { agreement in
            var members = agreement.apiMembers
            members["inForce"] = .bool(agreement.id == sight.inForce?.id)
            members["by"] = actors[agreement.id].map { EventActor($0).json }
            return (agreement.id, .object(members))
        }
    }

    private static func tag(_ documents: [(id: String, json: JSONValue)]) -> String {
        Response.entityTag(of: .array(documents.map(\.json)))
    }

    private static func extents(_ shows: JSONValue?) -> [Agreement.Field: Agreement.Extent] {
        var extents: [Agreement.Field: Agreement.Extent] = [:]
        for field in Agreement.Field.allCases {
            extents[field] = shows?[field.rawValue]?.text.flatMap { Agreement.Extent(rawValue: $0) }
        }
        return extents
    }

    private static let shape = JSONShape.record([
        .init(
            "shows",
            .record(
                Agreement.Field.allCases.map {
                    .init($0.rawValue, .choice($0.extents.map(\.rawValue)), required: false)
                })),
        .init("withheld", .list(.line(1...100), AgreementTerms.withheldLimit), required: false),
        .init("from", .form(.day), required: false), .init("until", .form(.day), required: false),
    ])
}

extension Agreement {
    /// What the API says of an agreement by itself.
    fileprivate var apiMembers: [String: JSONValue] {
        let shown = Field.allCases.map { ($0.rawValue, JSONValue.string(extent(of: $0).rawValue)) }
        var members: [String: JSONValue] = [
            "id": .string(id), "from": from.json, "shows": .object(Dictionary(uniqueKeysWithValues: shown)),
            "withheld": .strings(withheld.sorted()),
        ]
        members["until"] = until?.json
        return members
    }
}
