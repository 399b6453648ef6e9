import Assurance
import Identity
import Journal
import Model
import Pages
import Phrases
import Programme
import Work

/// All that the routes answer from.
struct Estate: Sendable {
    let programme: Programme
    let overview: Overview
    let glances = Glances()
    let journal: Journal
    let identity: IdentityServices
    /// The providers that people may sign in with.
    let providers: SignInProviders
    let unitNames: UnitNames
    let jobs: JobQueue
    let schedule: Schedule
    let live: LiveHub
    let catalogue: Catalogue
    let families: [ControlFamily]
    let phrases: PhraseBook
    let assets: WebAssets
    /// What the API is.
    let api: APIDescription
    /// What programs asked for once under keys of their own.
    let requests: AnsweredRequests
    /// Looks at services from here; nil where no network may be looked at.
    let look: ServiceLook?
    let version: String
    /// Whether the estate is made up.
    let isDemonstration: Bool
    /// How far local time is ahead of UTC, in minutes.
    let zoneMinutes: Int
    /// The time.
    let now: @Sendable () -> Instant

    /// Names for what a page refers to.
    func references(at now: Instant) async throws -> References {
        References(units: try await unitNames.all(at: now))
    }

    /// What the overview shows of what is visible to somebody.
    func glance(of visibility: Visibility, at now: Instant) async throws -> Glance {
        let moment = Glances.Moment(position: try await journal.position(), at: now)
        return try await glances.glance(of: visibility, at: moment) {
            try await Glance(overview, UnitScope(visibility), before: FamilyAges(self, at: now).limits, at: now)
        }
    }

    /// A control as pages name it; its id alone where the catalogue does not hold it any more.
    func control(_ id: String) -> ControlReference {
        let control = catalogue.controls.first { $0.id == id }
        return ControlReference(
            id: id, title: control.map { .localized($0.title) } ?? .name(id), sources: control?.sources ?? [])
    }
}
