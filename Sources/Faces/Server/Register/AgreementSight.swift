import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// A body that is not governed, with what it agreed to, as a visitor sees it: for pages and for the API.
struct AgreementSight {
    /// The body.
    let unit: OrgUnit
    /// All its agreements, the oldest first.
    let agreements: [Agreement]
    /// The one that counts now.
    let inForce: Agreement?
    /// Whether the visitor makes and ends them.
    let mayMake: Bool

    /// The body that the path names.
    ///
    /// - Throws: `Refusal`: 401 where nobody signed in; 404 for a unit that the visitor does not see, and for one that is
    ///   governed.
    init(_ estate: Estate, _ context: PageContext) async throws {
        let id = try context.parameters.require("id")
        let standing = try context.standing()
        guard let unit = try await estate.identity.units.unit(id), unit.relation != .governed,
            standing.visibility(for: .seePosture, at: context.now).contains(Target(unit: unit.path))
        else { throw Refusal.notFound }
        self.unit = unit
        agreements = try await estate.identity.agreements.all(of: id)
        inForce = Bodies.Body(path: unit.path, agreements: agreements).agreement(at: context.now)
        mayMake = standing.decide(.makeAgreements, on: Target(unit: unit.path), at: context.now).isAllowed
    }

    /// What the visitor saw of the agreements.
    var version: String {
        JSONValue.array(agreements.map { [.string($0.id), .integer($0.until?.microseconds ?? 0)] }).fingerprint
    }

    /// - Throws: `Refusal` (403) where the visitor, who sees the body, does not decide for it.
    func requireMaking() throws(Refusal) {
        guard mayMake else { throw Refusal(.forbidden, Message("server.agreement-not-yours")) }
    }

    /// The id of the agreement that the path names, which the visitor may end.
    ///
    /// - Throws: `Refusal`: 404 where the body has no such agreement; 403, as `requireMaking` does.
    func ending(_ context: PageContext) throws -> String {
        let id = try context.parameters.require("agreement")
        guard agreements.contains(where: { $0.id == id }) else { throw Refusal.notFound }
        try requireMaking()
        return id
    }
}
