import Assurance
import CanonicalJSON
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// The page of one system, by its parts.
struct SystemPage {
    let estate: Estate
    let standing: SystemStanding
    let references: References

    private var system: RegisteredSystem { standing.system }
    private static let entries = 50

    func view(
        part: String, _ request: Request, _ fields: FormFields, _ context: PageContext
    ) async throws -> SystemView {
        let content: SystemView.Part
        switch part {
        case "posture": content = .posture(try await verdicts(context))
        case "observations": content = .observations(try await observations(context), pages: PageLinks())
        case "findings": content = try await findings(request, fields, context)
        case "time": content = .timeLine(try await timeLine(context))
        default: throw Refusal.notFound
        }
        return SystemView(
            system: references.system(system), tier: system.tier, grade: system.grade, exposure: system.exposure,
            holdsPersonalData: system.personalData, owner: try await owner(context),
            shares: StatusShares(standing.controls),
            posture: standing.posture.flatMap(Posture.init), lastAssessed: standing.assessed,
            proof: try await proof(), tabs: tabs(part, context), part: content, actions: actions(context))
    }

    private func actions(_ context: PageContext) -> [ActionButton] {
        guard estate.look != nil, standing.assessment != nil, context.may(.recordObservations, on: system) else {
            return []
        }
        return [
            ActionButton(.say("server.look-do"), url: Paths.assess, posts: true, fields: ["system": system.id])
        ]
    }

    private func owner(_ context: PageContext) async throws -> SystemView.Owner {
        guard context.may(.seePeople, on: system), let unit = UnitPath(system.path) else { return .unseen }
        let held = try await estate.identity.offices.holders(
            of: .systemOwner, over: system.id, in: unit, at: context.now)
        guard let first = held.first, let person = try await estate.identity.people.person(first.person) else {
            return .vacant
        }
        return .held(PersonReference(id: person.id, name: .name(person.display)))
    }

    private func tabs(_ part: String, _ context: PageContext) -> [Tab] {
        var tabs = [("posture", "pages.posture"), ("time", "pages.time-line")]
        if context.may(.seeObservations, on: system) { tabs.insert(("observations", "pages.observations"), at: 1) }
        if context.may(.seeFindings, on: system) { tabs.insert(("findings", "pages.nav-findings"), at: 1) }
        return tabs.map { name, text in
            Tab(
                .say(text), url: Paths.query(Paths.system(system.id), [("part", name)]),
                count: name == "findings" ? Int(standing.findings.all) : nil, isCurrent: name == part)
        }
    }

    private func verdicts(_ context: PageContext) async throws -> SystemView.Verdicts {
        var filter = ControlFilter()
        filter.subject = system.id
        let scope = try context.scope(.seePosture)
        let rows = try await estate.overview.controls(filter, scope, limit: 1000).rows
        let conclusion =
            if let id = standing.assessment { try await estate.programme.assessment(id, of: system.id) } else {
                JSONValue?.none
            }
        let maker = ResultRows(estate: estate, references: references)
        let results = rows.filter { $0.status != ControlStatus.notApplicable.rawValue }.map {
            maker.row($0, of: standing, missing: Self.missing($0.control, conclusion))
        }
        let steps = (conclusion?["nextSteps"]?.elements ?? []).compactMap { step -> SystemView.Step? in
            guard let control = step["control"]?.text, let remedy = step["remedy"].flatMap({ LocalizedText(json: $0) })
            else { return nil }
            let isMend = step["kind"]?.text == "mend"
            return SystemView.Step(
                control: estate.control(control), isMend: isMend,
                what: isMend ? .localized(remedy) : .say("pages.let-it-be-seen"),
                objects: (step["objects"]?.elements ?? []).compactMap { $0["id"]?.text })
        }
        return SystemView.Verdicts(results: results, steps: steps)
    }

    /// What an assessment could not see of a control, and why.
    private static func missing(_ control: String, _ conclusion: JSONValue?) -> [Wording] {
        (conclusion?["missing"]?[control]?.elements ?? []).compactMap { entry in
            entry["reason"].flatMap { Message(json: $0) }.map { .message($0) }
        }
    }

    private func observations(_ context: PageContext) async throws -> [SystemView.ObservationRow] {
        try requireSight(.seeObservations, context)
        let newest = try await estate.programme.newestObservations(subject: system.id, before: context.now)
        return newest.sorted { ($0.object, $0.reading.kind) < ($1.object, $1.reading.kind) }
            .map(SystemView.ObservationRow.init)
    }

    private func findings(
        _ request: Request, _ fields: FormFields, _ context: PageContext
    ) async throws -> SystemView.Part {
        try requireSight(.seeFindings, context)
        let paging = try Paging(request, fields)
        var filter = FindingFilter()
        filter.subject = system.id
        let page = try await estate.programme.findings(
            filter, context.scope(.seeFindings), after: paging.after, limit: Paging.size)
        let maker = FindingRows(estate: estate, references: references)
        return .findings(page.rows.map { maker.row($0, of: system) }, sorting: nil, pages: paging.links(page.next))
    }

    private func timeLine(_ context: PageContext) async throws -> SystemView.TimeLine {
        let entries = try await HistoryEntries(estate: estate).of(
            system.id, limit: Self.entries, seesFindings: context.may(.seeFindings, on: system))
        let from = entries.map(\.at).min() ?? context.now
        return SystemView.TimeLine(from: from, to: context.now, lanes: [], entries: entries, pages: PageLinks())
    }

    private func proof() async throws -> Proof? {
        guard let id = standing.assessment else { return nil }
        return try await estate.proof(of: id)
    }

    /// What may not be seen of a system that may be is not there.
    private func requireSight(_ action: Action, _ context: PageContext) throws(Refusal) {
        guard context.may(action, on: system) else { throw Refusal.notFound }
    }
}
