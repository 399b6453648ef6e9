import BaseEncoding
import Model
import Storage

/// The table of personal data: its statements. Values are sealed before they come here, and opened after.
enum PeopleTable {
    static let query: SQL = """
        SELECT persons.id AS id, persons.unit AS unit, persons.disabled AS disabled, people.unit AS sealed_for,
        people.sign_in AS sign_in, people.display AS display, people.email AS email, people.language AS language,
        people.seen AS seen
        FROM persons JOIN people ON people.person = persons.id
        """

    /// What is kept of a person, sealed.
    struct Entry: Sendable {
        let person: String
        let key: String
        let signIn: String
        let display: String
        let email: String?
        let language: Language
        let handle: [UInt8]
        /// The unit whose key the values are sealed under.
        let unit: String
    }

    static func place(_ column: String, _ person: String, _ unit: String) -> PersonalSeal.Place {
        PersonalSeal.Place(table: "people", column: column, row: person, unit: unit)
    }

    static func person(_ row: Row, _ seal: PersonalSeal) throws -> Person {
        let id = row.text("id")
        let unit = row.text("sealed_for")
        guard let language = Language(rawValue: row.text("language")) else { throw Fault("storage.corrupt") }
        return Person(
            id: id, unit: row.text("unit"),
            signIn: try seal.open(text: row.text("sign_in"), place("sign_in", id, unit)),
            display: try seal.open(text: row.text("display"), place("display", id, unit)),
            email: try row.textIfAny("email").map { try seal.open(text: $0, place("email", id, unit)) },
            language: language, lastSeen: row.integer("seen") == 0 ? nil : Instant(microseconds: row.integer("seen")),
            isDisabled: row.integerIfAny("disabled") != nil)
    }

    /// Writes a person down, in the transaction of the event that adds them.
    ///
    /// - Throws: `Fault` (`identity.name-taken`).
    static func insert(_ entry: Entry, _ transaction: any Transaction) throws {
        guard try transaction.rows("SELECT person FROM people WHERE name_key = \(entry.key)").isEmpty else {
            throw Fault("identity.name-taken")
        }
        try transaction.execute(
            """
            INSERT INTO people (person, name_key, sign_in, display, email, language, handle, unit)
            VALUES (\(entry.person), \(entry.key), \(entry.signIn), \(entry.display), \(entry.email),
            \(entry.language.rawValue), \(Base64.url.encode(entry.handle)), \(entry.unit))
            """)
    }

    /// - Throws: `Fault` (`identity.no-person`).
    static func change(
        _ person: String, to details: PersonDetails, _ seal: PersonalSeal, _ transaction: any Transaction
    ) throws {
        guard let row = try transaction.rows("SELECT unit FROM people WHERE person = \(person)").first else {
            throw Fault("identity.no-person", ["person": person])
        }
        let unit = row.text("unit")
        let email = try details.email.map { try seal.seal($0, place("email", person, unit)) }
        try transaction.execute(
            """
            UPDATE people SET display = \(try seal.seal(details.display, place("display", person, unit))),
            email = \(email), language = \(details.language.rawValue) WHERE person = \(person)
            """)
    }

    /// Seals what is kept of a person under the key of another unit.
    static func reseal(
        _ person: String, from before: String, to unit: String, _ seal: PersonalSeal, _ transaction: any Transaction
    ) throws {
        func sealed(_ value: String?, _ table: String, _ column: String) throws -> String? {
            try value.map { value in
                let opened = try seal.open(
                    value, PersonalSeal.Place(table: table, column: column, row: person, unit: before))
                return try seal.seal(
                    opened, PersonalSeal.Place(table: table, column: column, row: person, unit: unit))
            }
        }
        for row in try transaction.rows("SELECT sign_in, display, email FROM people WHERE person = \(person)") {
            try transaction.execute(
                """
                UPDATE people SET sign_in = \(try sealed(row.text("sign_in"), "people", "sign_in")),
                display = \(try sealed(row.text("display"), "people", "display")),
                email = \(try sealed(row.textIfAny("email"), "people", "email")), unit = \(unit) WHERE person = \(person)
                """)
        }
        for row in try transaction.rows("SELECT secret, pending FROM totps WHERE person = \(person)") {
            try transaction.execute(
                """
                UPDATE totps SET secret = \(try sealed(row.textIfAny("secret"), "totps", "secret")),
                pending = \(try sealed(row.textIfAny("pending"), "totps", "pending")) WHERE person = \(person)
                """)
        }
    }
}
