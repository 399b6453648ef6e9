import Credentials
import Files
import Identity
import Model
import Sealing

/// A thousand units, and two officers: one of the centre who sees all, one who sees one department of eighty.
struct EstatePeople {
    let units: Units
    let people: People
    let offices: Offices
    let invitations: Invitations
    let sealer: Sealer

    private static let began = Instant(seconds: 1_795_000_000)

    /// - Returns: the names to sign in with, and a token for each that lets in once.
    func fill() async throws -> [(name: String, token: String)] {
        try await add("gov", under: nil)
        for number in 0..<EstateFiller.units {
            let department = "department-\(number % EstateFiller.departments)"
            let unit = EstateFiller.unit(number).id
            try await add(unit, under: unit == department ? "gov" : department)
        }
        try await sealer.prepare(["gov", "department-7"], at: Self.began)
        return [
            try await person("centre", .centreOfficer, in: "gov"),
            try await person("ditso", .ditso, in: "department-7"),
        ]
    }

    private func add(_ id: String, under parent: String?) async throws {
        let name = LocalizedText(en: "The \(id)", zhHant: "\(id)署", zhHans: "\(id)署")
        try await units.add(id, under: parent, name: name, relation: .governed, at: Self.began, actor: "benchmark")
    }

    private func person(_ name: String, _ office: Office, in unit: String) async throws -> (String, String) {
        let details = try PersonDetails(signIn: name, display: name, email: nil, language: .english, unit: unit)
        let id = try await people.add(details, at: Self.began, actor: "benchmark")
        _ = try await offices.assign(
            office, to: id, in: unit, subject: nil, from: Self.began, at: Self.began, actor: "benchmark")
        return (name, try await invitations.make(for: id, resetting: false, at: now).text)
    }

    /// An invitation is good for days from now.
    private var now: Instant { SystemClock.now() }
}
