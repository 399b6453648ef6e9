import Engines
import HTTPTypes
import Identity
import Model
import Programme
import Testing
import Work

@testable import Server

/// What one department has does not exist for another, on any route.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct SeparationTests {
    /// Every page that names something, with what it names of the other department, and the same with what nobody has.
    private static func pairs(_ fixture: ServerFixture) async throws -> [(theirs: String, nobodys: String)] {
        let finding = try await fixture.finding("police")
        let observation = finding.sighting.observation
        let person = try await fixture.id(of: "inspector")
        let job = try #require(
            await fixture.estate.jobs.jobs(departments: ["police"], limit: 1).first, "a job of the police"
        ).id
        let assessment = try #require(
            await fixture.estate.programme.system("police-permits", .everything)?.assessment)
        let nobody = ULID(fixture.now).description
        return [
            ("/departments/police", "/departments/nobody"),
            ("/departments/police/agreements", "/departments/nobody/agreements"),
            ("/departments/school", "/departments/nobody"),
            ("/departments/school/agreements", "/departments/nobody/agreements"),
            ("/systems/police-permits", "/systems/nobody"),
            ("/systems/police-permits?part=findings", "/systems/nobody?part=findings"),
            ("/systems/police-permits?part=observations", "/systems/nobody?part=observations"),
            ("/systems/police-permits?part=time", "/systems/nobody?part=time"),
            ("/findings/\(finding.id)", "/findings/\(nobody)"),
            ("/findings/\(finding.id)/plan", "/findings/\(nobody)/plan"),
            ("/findings/\(finding.id)/ask", "/findings/\(nobody)/ask"),
            ("/findings/\(finding.id)/decide", "/findings/\(nobody)/decide"),
            ("/observations/\(observation)", "/observations/\(nobody)"),
            ("/ledger/receipts/\(finding.id)", "/ledger/receipts/\(nobody)"),
            ("/people/\(person)", "/people/\(nobody)"), ("/people/\(person)/edit", "/people/\(nobody)/edit"),
            ("/people/\(person)/erase", "/people/\(nobody)/erase"), ("/jobs/\(job)", "/jobs/\(nobody)"),
            ("/assess/\(assessment)", "/assess/\(nobody)"),
        ]
    }

    /// What the other department has besides its system: an inspector, and work.
    private static func fillPolice(_ fixture: ServerFixture) async throws {
        try await fixture.person("inspector", .analyst, in: "police")
        _ = try await fixture.estate.jobs.add("scan", department: "police", at: fixture.now)
    }

    /// Whether a page shows what administrators look after in all departments: people, and work.
    private static func isOfInstallation(_ path: String) -> Bool {
        ["/people", "/jobs", "/search?q=inspector"].contains { path.hasPrefix($0) }
    }

    /// What differs between two pages for good reasons: tokens, the request's id, the path itself.
    static func comparable(_ answer: Browser.Answer, _ path: String) -> String {
        var text = answer.body.replacing(path.split(separator: "?")[0], with: "PATH")
        for (start, end) in [("name=\"csrf\" value=\"", "\""), ("<code>", "</code>")] {
            while let from = text.firstRange(of: start)?.upperBound,
                let to = text[from...].firstRange(of: end)?.lowerBound
            {
                text.replaceSubrange(from..<to, with: "")
                text = text.replacing(start, with: "-", maxReplacements: 1)
            }
        }
        return text
    }

    @Test(arguments: Office.allCases)
    func theOtherDepartmentIsNotThere(office: Office) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await Self.fillPolice(fixture)
        try await fixture.body("school")
        let subject = office.holding == .subject ? "marine-permits" : nil
        let browser = try await fixture.signedIn("person", office, in: "marine", subject: subject)
        for (theirs, nobodys) in try await Self.pairs(fixture) {
            if office == .administrator, Self.isOfInstallation(theirs) { continue }
            let there = try await browser.get(theirs)
            let absent = try await browser.get(nobodys)
            if office.reachesEverywhere, there.status != 404 { continue }
            #expect(there.status == absent.status && there.status != 200, "\(theirs): \(there.status) \(absent.status)")
            #expect(Self.comparable(there, theirs) == Self.comparable(absent, nobodys), "\(theirs)")
        }
        guard !office.reachesEverywhere else { return }
        let paths = [
            "/", "/overview", "/departments", "/systems", "/findings", "/results", "/controls", "/controls/CRY-01",
            "/people", "/jobs", "/assess", "/settings", "/search?q=permits", "/search?q=inspector",
        ]
        for path in paths where office != .administrator || !Self.isOfInstallation(path) {
            let page = try await browser.get(path)
            #expect(!page.body.lowercased().contains("police"), "\(path) as \(office.rawValue)")
        }
        let narrowed = [
            "/systems?department=police", "/findings?department=police", "/results?department=police",
            "/search?q=polic",
        ]
        for path in narrowed {
            let page = try await browser.get(path)
            #expect(!page.body.contains("police-permits"), "\(path)")
        }
    }

    @Test func theOwnDepartmentIsThere() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let finding = try await fixture.finding("marine")
        try await Self.fillPolice(fixture)
        for (path, text) in [
            ("/people", "Officer ditso"), ("/jobs", "Nothing here"), ("/assess", "marine permits"),
            ("/settings", "One-time codes are on"), ("/search?q=MARINE", "marine permits"),
            ("/search?q=ditso", "Officer ditso"), ("/design", "Seawall"),
            ("/overview", "marine"), ("/departments", "The marine"), ("/departments/marine", "The marine"),
            ("/systems", "marine permits"), ("/systems/marine-permits", "marine permits"),
            ("/systems/marine-permits?part=findings", "Old TLS"),
            ("/systems/marine-permits?part=observations", "transit.tls"),
            ("/systems/marine-permits?part=time", "Finding"),
            ("/findings", "Old TLS"), ("/findings/\(finding.id)", "TLSv1.0"), ("/results?status=broken", "CRY-01"),
            ("/observations/\(finding.sighting.observation)", "tls.versions"), ("/controls", "CRY-01"),
            ("/controls/CRY-01", "marine permits"), ("/", "Old TLS"),
        ] {
            let page = try await browser.get(path)
            #expect(page.status == 200 && page.body.contains(text), "\(path): \(page.status)")
        }
    }

    @Test(arguments: [
        "/overview", "/departments", "/departments/x/agreements", "/systems", "/findings", "/results", "/controls",
        "/ledger",
        "/systems/x",
        "/findings/x", "/observations/x", "/controls/CRY-01", "/ledger/receipts/x", "/",
        "/settings", "/people", "/people/x", "/people/new", "/jobs", "/jobs/x", "/assess", "/search?q=x", "/design",
        "/live?parts=queues",
    ])
    func aStrangerIsSentToSignIn(path: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let answer = try await Browser(fixture).get(path)
        #expect(answer.status == 303 && answer.location?.hasPrefix("/sign-in") == true)
    }
}

extension Office {
    /// Whether some of what the office sees lies in other departments.
    fileprivate var reachesEverywhere: Bool {
        [Action.seePosture, .seeFindings, .seeSystems].contains { RoleTable.reach(of: self, for: $0) >= .everything }
    }
}
