import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Pages

/// The page of a body's agreements.
struct AgreementPage {
    let estate: Estate
    let sight: AgreementSight

    func answer(
        _ request: Request, _ context: PageContext, making state: FormState? = nil, notices: [Notice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        // The id of an agreement is that of the event that made it.
        let (unit, inForce) = (sight.unit, sight.inForce)
        let actors = try await estate.journal.actors(of: sight.agreements.map(\.id))
        let view = AgreementsView(
            department: DepartmentReference(id: unit.id, name: .localized(unit.name)),
            relation: Relation(unit.relation), now: Sharing(inForce, actors),
            agreements: sight.agreements.reversed().map { agreement in
                let hasEnded = agreement.until.map { $0 <= context.now } ?? false
                return AgreementsView.Agreement(
                    id: agreement.id, sharing: Sharing(agreement, actors),
                    state: agreement.id == inForce?.id ? .inForce : agreement.from > context.now ? .toCome : .past,
                    end: sight.mayMake && !hasEnded ? endButton(agreement) : nil)
            }, making: sight.mayMake ? making(state ?? fresh(inForce, context)) : nil)
        return Response.page(view, estate.frame(request, context, notices: notices), status: status)
    }

    /// The form as it is first shown: what is seen now, from today on.
    private func fresh(_ inForce: Agreement?, _ context: PageContext) -> FormState {
        var values = ["from": estate.day(of: context.now).description]
        for field in Agreement.Field.allCases {
            values[field.rawValue] = (inForce?.extent(of: field) ?? .none).rawValue
        }
        values["withheld"] = inForce?.withheld.sorted().joined(separator: "\n")
        return FormState(values: values)
    }

    private func making(_ state: FormState) -> AgreementsView.Making {
        AgreementsView.Making(
            fields: Agreement.Field.allCases.map { field in
                AgreementsView.Making.Field(
                    name: field.rawValue, label: .message(field.name),
                    options: field.extents.map { Option($0.rawValue, .message(field.sight($0))) })
            }, state: state, version: sight.version)
    }

    private func endButton(_ agreement: Agreement) -> ActionButton {
        ActionButton(
            .say("server.agreement-end"), url: Paths.agreementEnd(agreement.id, of: sight.unit.id), posts: true,
            weight: .danger, question: .say("server.agreement-end-question"))
    }
}

extension Sharing {
    /// What an agreement shows; nothing where there is none.
    ///
    /// - Parameter actors: who made agreements, by their ids.
    init(_ agreement: Agreement?, _ actors: [String: String]) {
        self.init(
            sights: Agreement.Field.allCases.map { field in
                let extent = agreement?.extent(of: field) ?? .none
                return Sight(
                    field: .message(field.name), shown: .message(field.sight(extent)), isSeen: extent != .none)
            }, withheld: agreement?.withheld.sorted() ?? [], from: agreement?.from, until: agreement?.until,
            by: (agreement?.id).flatMap { actors[$0] }.map { EventActor($0).wording })
    }
}
