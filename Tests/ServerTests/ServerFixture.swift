import Accounts
import CanonicalJSON
import ContentFiles
import Credentials
import Engines
import Files
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Logging
import Model
import Programme
import Sealing
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Server

/// A server over a data folder of one test's own, asked without a socket; its clock stands still until it is moved.
final class ServerFixture: Sendable {
    static let start = Instant(seconds: 1_795_600_000)
    static let password = "grey harbour wall 7 waves"

    private let temporary: TemporaryFolder
    private let place: TestDatabase
    private let clock: Clock
    private let opener: EstateOpener
    let estate: Estate
    let sealer: Sealer
    let database: CountingDatabase
    let responder: RouterResponder<PageContext>

    /// The time of a fixture.
    final class Clock: Sendable {
        private let start: Instant?
        private let moved = Mutex<Int64>(0)
        init(_ start: Instant?) { self.start = start }
        var now: Instant {
            Instant(microseconds: (start ?? SystemClock.now()).microseconds + moved.withLock { $0 })
        }
        func advance(seconds: Int64) { moved.withLock { $0 += seconds * 1_000_000 } }
    }

    /// - Parameters:
    ///   - start: what time it is, and stays; the time of the world outside, which goes on, where nil.
    ///   - logger: where the server writes what happens.
    ///   - prepare: writes what the data folder is to hold before the server looks.
    init(
        hosts: Set<String> = [], networks: [String] = [], isDemonstration: Bool = false,
        start: Instant? = ServerFixture.start,
        logger: Logger = Browser.quiet, prepare: (_ folder: String) throws -> Void = { _ in }
    ) async throws {
        temporary = TemporaryFolder()
        place = TestDatabase()
        let clock = Clock(start)
        self.clock = clock
        let folder = try DataFolder(temporary.path + "/data")
        try prepare(folder.path)
        let root = String(#filePath.dropLast("Tests/ServerTests/ServerFixture.swift".count))
        let content = try ContentFolder.locate(named: root + "Content")
        database = CountingDatabase(try place.open())
        opener = try EstateOpener(
            content: content, phrases: content.phrases(), folder: folder,
            database: database, log: .database, hosts: ["localhost:8443"],
            networks: networks.compactMap(AddressBlock.init),
            zoneMinutes: 480, version: "test", logger: logger, now: { clock.now })
        if isDemonstration {
            try await opener.open().estate.programme.mark(.demonstration, note: "test", at: clock.now, actor: "test")
        }
        (estate, sealer) = try await opener.open()
        let options = ServerOptions(
            listen: try ListenAddress("8443"), hosts: hosts)
        responder = ServerApplication(estate: estate, options: options).router().buildResponder()
    }

    var now: Instant { clock.now }

    /// The same estate as another node, or the command line, has it open: with keys of units of its own in memory.
    func elsewhere() async throws -> (estate: Estate, sealer: Sealer) { try await opener.open() }

    /// Lets time pass.
    func advance(seconds: Int64) { clock.advance(seconds: seconds) }

    /// A tree of a government with two departments, each with a system that was assessed: `marine` falls short.
    func fill() async throws {
        try await unit("gov", under: nil)
        for department in ["marine", "police"] { try await self.department(department, .governed) }
    }

    /// A body of its own will beside them, with a system that falls short.
    func body(_ id: String) async throws { try await department(id, .voluntary) }

    private func department(_ department: String, _ relation: OrgUnit.Relation) async throws {
        try await unit(department, under: "gov", relation)
        let system = RegisteredSystem(
            id: "\(department)-permits", unit: department, path: "gov/\(department)/",
            name: LocalizedText(
                en: "\(department) permits", zhHant: "\(department)許可證", zhHans: "\(department)许可证"),
            tier: 2, grade: .restricted, exposure: .internet, personalData: true)
        let observation = Observation(
            id: ULID(now).description, subject: system.id, object: ObjectReference(.endpoint, "front"),
            reading: Reading(kind: "transit.tls", facts: ["tls.versions": ["TLSv1.0", "TLSv1.2"]]), collected: now,
            actor: "test")
        let sighting = Sighting(
            control: "CRY-01", rule: "rule-\(department)",
            title: LocalizedText(en: "Old TLS", zhHant: "舊版 TLS", zhHans: "旧版 TLS"), severity: .high,
            object: ObjectReference(.endpoint, "front"), observation: observation.id,
            matches: [Sighting.Match(field: "tls.versions", value: "TLSv1.0")])
        try await estate.programme.record(
            AssessmentRecord(
                id: ULID(now).description, subject: system.id, observations: [observation],
                conclusion: [
                    "posture": "falls-short", "system": ["id": .string(system.id)],
                    "statuses": ["CRY-01": "broken", "CRY-02": "held", "CLS-01": "unknown"],
                ], sightings: [sighting], settled: ["CRY-02"], at: now, actor: "test"), registering: system)
    }

    /// Records that a department's system was assessed once more, with nothing new seen.
    func assessAgain(_ department: String) async throws {
        let system = "\(department)-permits"
        let sighting = try await finding(department).sighting
        try await estate.programme.record(
            AssessmentRecord(
                id: ULID(now).description, subject: system, observations: [],
                conclusion: [
                    "posture": "falls-short", "system": ["id": .string(system)], "statuses": ["CRY-01": "broken"],
                ], sightings: [sighting], settled: [], at: now, actor: "test"))
    }

    private func unit(
        _ id: String, under parent: String?, _ relation: OrgUnit.Relation = .governed
    ) async throws {
        let name = LocalizedText(en: "The \(id)", zhHant: "\(id)署", zhHans: "\(id)署")
        try await estate.identity.units.add(id, under: parent, name: name, relation: relation, at: now, actor: "test")
        try await sealer.prepare([id], at: now)
    }

    /// Adds a person with an office.
    @discardableResult
    func person(_ name: String, _ office: Office, in unit: String, subject: String? = nil) async throws -> String {
        let details = try PersonDetails(
            signIn: name, display: "Officer \(name)", email: nil, language: .english, unit: unit)
        let person = try await estate.identity.people.add(details, at: now, actor: "test")
        _ = try await estate.identity.offices.assign(
            office, to: person, in: unit, subject: subject, from: now, at: now, actor: "test")
        return person
    }

    /// A browser whose person signed in with all factors, through the pages.
    func signedIn(_ name: String, _ office: Office, in unit: String, subject: String? = nil) async throws -> Browser {
        let id = try await person(name, office, in: unit, subject: subject)
        let token = try await estate.identity.invitations.make(for: id, resetting: false, at: now)
        let browser = Browser(self)
        let welcome = try await browser.get("/welcome?token=\(token.text)")
        var answer = try await browser.post(
            "/welcome", ["token": token.text, "password": Self.password, "again": Self.password], on: welcome)
        guard office.isPrivileged else { return browser }
        let enrolment = try await browser.get(#require(answer.location))
        let secret = try #require(enrolment.text(between: "<code>", and: "</code>") ?? enrolment.code)
        answer = try await browser.post(
            "/sign-in/enrolment", ["code": try OneTimeCodes.code(secret, at: now)], on: enrolment)
        try #require(answer.status == 200, "\(answer.body)")
        return browser
    }

    /// Another browser of a person who signs in with a password alone.
    func again(_ name: String) async throws -> Browser {
        let browser = Browser(self)
        let page = try await browser.get("/sign-in")
        let answer = try await browser.post("/sign-in", ["user": name, "password": Self.password], on: page)
        try #require(answer.status == 303 && answer.location == "/", "\(answer.status) \(answer.location ?? "")")
        return browser
    }

    /// The id of a person by the name they sign in with.
    func id(of name: String) async throws -> String {
        try #require(await estate.identity.people.person(named: SignInName(name))).id
    }

    /// The finding of a department's system.
    func finding(_ department: String) async throws -> Finding {
        var filter = FindingFilter()
        filter.subject = "\(department)-permits"
        return try #require(await estate.programme.findings(filter, .everything, limit: 1).rows.first)
    }
}
