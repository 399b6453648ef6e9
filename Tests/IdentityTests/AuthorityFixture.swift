import Identity
import Model

/// A small tree: the government with its centre and two departments, one school that takes part of its own will and one
/// bank that works with the centre.
enum Tree {
    static func path(_ text: String) -> UnitPath {
        guard let path = UnitPath(text) else { preconditionFailure("\(text) is no path") }
        return path
    }

    static let government = path("gov/")
    static let centre = path("gov/centre/")
    static let harbour = path("gov/harbour/")
    static let permits = path("gov/harbour/permits/")
    static let health = path("gov/health/")
    static let school = path("gov/school/")
    static let classroom = path("gov/school/science/")
    static let bank = path("bank/")
    static let all = [government, centre, harbour, permits, health, school, classroom, bank]

    static let now = Instant(seconds: 1_800_000_000)
    static let yesterday = now.adding(days: -1)
    static let tomorrow = now.adding(days: 1)

    static func bodies(_ kind: Agreement.Kind? = nil) -> Bodies {
        let agreements = kind.map {
            [Agreement(id: "g1", body: "school", from: yesterday, extents: $0.extents)]
        }
        return Bodies([Bodies.Body(path: bank), Bodies.Body(path: school, agreements: agreements ?? [])])
    }

    static func held(
        _ office: Office, _ unit: UnitPath, subject: String? = nil, person: String = "p1", id: String? = nil,
        from: Instant = yesterday, until: Instant? = nil
    ) -> Assignment {
        Assignment(
            id: id ?? "\(person) \(office.rawValue) \(unit.text)\(subject ?? "")", person: person, office: office,
            unit: unit, subject: subject, from: from, until: until)
    }
}
