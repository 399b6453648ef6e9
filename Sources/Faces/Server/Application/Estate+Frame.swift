import Accounts
import Hummingbird
import Identity
import Model
import Pages

extension Estate {
    /// What is on every page, for a visitor.
    func frame(_ request: Request, _ context: PageContext, notices: [Notice] = [], waiting: Int = 0) -> Frame {
        let visitor = context.visitor
        let person = visitor.viewer.map { viewer in
            PersonInFrame(
                id: viewer.standing.person, name: .name(viewer.name),
                offices: viewer.standing.assignments.filter { $0.isInForce(at: context.now) }.map {
                    .message($0.office.name)
                })
        }
        return Frame(
            person: person, language: visitor.language, scheme: visitor.scheme, path: request.uri.description,
            csrf: visitor.form?.text ?? "", navigation: Self.navigation(context), waiting: waiting, notices: notices,
            isDemonstration: isDemonstration, assets: assets.urls, build: version, now: context.now,
            zoneMinutes: zoneMinutes, phrases: phrases)
    }

    private static func navigation(_ context: PageContext) -> Set<NavigationItem> {
        guard context.visitor.viewer != nil else { return [] }
        let needs: [(NavigationItem, [Action])] = [
            (.home, []), (.overview, [.seePosture]), (.departments, [.seePosture]), (.systems, [.seeSystems]),
            (.findings, [.seeFindings]), (.controls, []), (.assess, [.recordObservations]),
            (.people, [.seePeople, .managePeople]), (.ledger, [.seeLedger]), (.jobs, [.seeWork]),
        ]
        return Set(needs.filter { $0.1.isEmpty || $0.1.contains(where: context.may) }.map(\.0))
    }
}
