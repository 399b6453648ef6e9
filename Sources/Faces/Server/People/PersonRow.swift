import Accounts
import Identity
import Model
import Programme

/// What is told of a person to somebody who sees them.
struct PersonRow {
    let person: Person
    /// The id of the unit that the person belongs to; nil where the visitor does not see the people of it.
    let unit: String?
    /// The offices that the visitor may see.
    let offices: [Assignment]
    /// How the person's account stands.
    let account: AccountState?
    /// Whether an office held now asks for a second factor, whether it may be seen or not.
    let needsSecondFactor: Bool
}

extension PeopleSight {
    /// A page of the people whom the visitor sees, each with the offices held now: three statements.
    func rows(
        by order: ListOrder<People.Column>?, after: Cursor?, limit: Int
    ) async throws -> (rows: [PersonRow], next: Cursor?) {
        let place = try after.map { People.Place(seen: try $0.number, id: $0.id) }
        let found = try await estate.identity.people.all(
            visibility, by: order, after: place, limit: Int64(limit + 1))
        let shown = found.prefix(limit)
        let ids = shown.map(\.id)
        let held = try await estate.identity.offices.all(of: ids)
        let states = try await estate.identity.states.states(of: ids)
        let rows = shown.map { person in
            let offices = (held[person.id] ?? []).filter { $0.isInForce(at: now) }
            return PersonRow(
                person: person, unit: person.unit,
                offices: offices.filter { visibility.contains(Target(unit: $0.unit, subject: $0.subject)) },
                account: states[person.id], needsSecondFactor: offices.contains { $0.office.isPrivileged })
        }
        return (
            rows,
            found.count > limit
                ? shown.last.map { Cursor(number: order == nil ? 0 : $0.lastSeen?.microseconds ?? 0, id: $0.id) } : nil
        )
    }

    /// A person, with the offices of all times: one statement.
    func row(_ seen: Seen) async throws -> PersonRow {
        PersonRow(
            person: seen.person, unit: seen.isOfOwn ? seen.person.unit : nil, offices: seen.shown,
            account: try await estate.identity.states.states(of: [seen.person.id])[seen.person.id],
            needsSecondFactor: seen.held.contains { $0.office.isPrivileged && $0.isInForce(at: now) })
    }
}
