import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages

/// Whom a visitor sees of the people, and whom they look after.
struct PeopleSight {
    let estate: Estate
    let standing: Standing
    let now: Instant
    /// The units whose people the visitor sees.
    let visibility: Visibility

    /// - Throws: `Refusal`: 401 where nobody signed in, 403 where no office of theirs sees people.
    init(_ estate: Estate, _ context: PageContext) throws(Refusal) {
        self.estate = estate
        standing = try context.standing()
        now = context.now
        // Whoever looks after people everywhere sees them, though no office of theirs does it for its own sake.
        let (seen, managed) = (
            standing.visibility(for: .seePeople, at: now), standing.visibility(for: .managePeople, at: now)
        )
        visibility = seen.isEmpty || managed.isEverything ? managed : seen
        guard !visibility.isEmpty else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
    }

    /// A person as the visitor sees them.
    struct Seen {
        let person: Person
        /// The unit that the person belongs to; nil where it left.
        let unit: OrgUnit?
        /// Whether the visitor sees the people of that unit.
        let isOfOwn: Bool
        /// All offices of the person that have not ended.
        let held: [Assignment]
        /// The offices, past ones too, that the visitor may see.
        let shown: [Assignment]
    }

    /// - Throws: `Refusal` (404) where there is no such person for the visitor.
    func person(_ id: String) async throws -> Seen {
        guard let person = try await estate.identity.people.person(id) else { throw Refusal.notFound }
        let all = try await estate.identity.offices.all(of: id)
        let unit = try await estate.identity.units.unit(person.unit)
        let shown = all.filter { visibility.contains(Target(unit: $0.unit, subject: $0.subject)) }
        let held = all.filter { $0.until.map { now < $0 } ?? true }
        let isOfOwn = unit.map { visibility.contains(Target(unit: $0.path)) } ?? visibility.isEverything
        guard isOfOwn || shown.contains(where: held.contains) else { throw Refusal.notFound }
        return Seen(person: person, unit: unit, isOfOwn: isOfOwn, held: held, shown: shown)
    }

    /// The person that the path names.
    ///
    /// - Throws: `Refusal` (404), likewise.
    func seen(_ context: PageContext) async throws -> Seen { try await person(context.parameters.require("id")) }

    /// The person that the path names, whom the visitor looks after.
    ///
    /// - Throws: `Refusal`: 404, likewise; 403 where the visitor, who sees the person, does not look after them.
    func managed(_ context: PageContext) async throws -> Seen {
        let seen = try await seen(context)
        guard mayManage(seen) else { throw Refusal(.forbidden, Message("server.not-this-person")) }
        return seen
    }

    /// Whether the visitor looks after a person: nobody does so for themselves, nor for whoever holds an office that they
    /// could not give, since who resets a way in could go in.
    func mayManage(_ seen: Seen) -> Bool {
        guard seen.person.id != standing.person, let unit = seen.unit,
            standing.decide(.managePeople, on: Target(unit: unit.path), at: now).isAllowed
        else { return false }
        return seen.held.allSatisfy { mayAppoint(to: $0.office, in: $0.unit) }
    }

    /// Whether the visitor gives and ends an office in a unit.
    func mayAppoint(to office: Office, in unit: UnitPath) -> Bool {
        standing.decideAppointment(to: office, in: unit, at: now).isAllowed
    }

    /// The units that the visitor may do one of some things in, those above first.
    func units(_ actions: [Action]) async throws -> [OrgUnit] {
        var units: [OrgUnit] = []
        for action in actions {
            let visibility = standing.visibility(for: action, at: now)
            guard !visibility.isEmpty else { continue }
            units += try await estate.identity.units.all(visibility)
        }
        var known: Set<String> = []
        return units.filter { known.insert($0.id).inserted }.sorted { $0.path < $1.path }
    }
}

extension OrgUnit {
    /// The unit as a choice, moved in by how deep it lies.
    func option(_ language: Language) -> Option {
        let name = self.name[language]
        let indent = String(repeating: "– ", count: max(0, path.depth - 1))
        return Option(id, .name(indent + (name.isEmpty ? id : name)))
    }
}
