import Journal
public import Model
import Storage

extension People {
    /// Erases all that is kept of the people of some units.
    ///
    /// - Returns: how many there were.
    public func eraseAll(of units: [String], at instant: Instant, actor: String) async throws -> Int {
        let people = try await database.read { transaction in
            try transaction.rows(
                "SELECT id FROM persons WHERE unit IN \(list: units) AND erased IS NULL ORDER BY id"
            ).map { $0.text("id") }
        }
        try await journal.record(
            people.map { person in
                IdentityChange.personErased(person).event(id: ULID(instant).description, at: instant, actor: actor)
            })
        return people.count
    }

    /// Seals what is kept of people who belong elsewhere by now under the keys of the units that they belong to, so that
    /// the keys of some units can be destroyed.
    ///
    /// - Parameter prepare: makes keys for units that have none.
    /// - Returns: how many people there were.
    public func resealThoseWhoMoved(
        from units: [String], preparing prepare: (_ units: [String]) async throws -> Void
    ) async throws -> Int {
        let wanted: SQL = "people.unit IN \(list: units) AND persons.unit NOT IN \(list: units)"
        let query: SQL = """
            SELECT persons.id AS id, persons.unit AS unit, people.unit AS sealed_for FROM persons
            JOIN people ON people.person = persons.id WHERE \(wanted) ORDER BY persons.id
            """
        let now = try await database.read { try $0.rows(query) }
        guard !now.isEmpty else { return 0 }
        try await prepare(Set(now.map { $0.text("unit") }).sorted())
        let seal = seal
        return try await database.write { transaction in
            let moved = try transaction.rows(query)
            for row in moved {
                try PeopleTable.reseal(
                    row.text("id"), from: row.text("sealed_for"), to: row.text("unit"), seal, transaction)
            }
            return moved.count
        }
    }
}
