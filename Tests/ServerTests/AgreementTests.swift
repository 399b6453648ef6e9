import Identity
import Model
import TestSupport
import Testing

@testable import Server

/// What a body that is not governed lets others see, as its own director decides it on a page.
@Suite(.timeLimit(.minutes(10))) struct AgreementTests {
    private static let path = "/departments/school/agreements"

    /// A government with a school that takes part of its own will, and a system of the school that falls short.
    private static func fixture() async throws -> ServerFixture {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await fixture.body("school")
        return fixture
    }

    private static func today(_ fixture: ServerFixture) -> String { fixture.estate.day(of: fixture.now).description }

    private static func form(_ fixture: ServerFixture, _ page: Browser.Answer) throws -> [String: String] {
        let version = try #require(page.text(between: "name=\"version\" value=\"", and: "\""))
        return [
            "posture": "counts", "systems": "none", "observations": "none", "findings": "counts", "evidence": "none",
            "withheld": "tls.certificate, tls.versions", "from": today(fixture), "to": "", "version": version,
        ]
    }

    @Test func theDirectorOfTheBodyDecidesWhatTheCentreSees() async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.signedIn("head", .director, in: "school")
        let officer = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        #expect(try await officer.get("/departments/school").status == 404)
        let department = try await director.get("/departments/school")
        #expect(department.status == 200 && department.body.contains("None: nothing is seen"))
        #expect(department.body.contains("href=\"\(Self.path)\""))
        let page = try await director.get(Self.path)
        #expect(page.status == 200 && page.body.contains("No agreement was made yet"))
        let fields = try Self.form(fixture, page)
        let asked = try await director.post(Self.path, fields, on: page)
        #expect(asked.status == 200 && asked.body.contains("Let others see this?"))
        #expect(asked.body.contains("how many are open, and how grave they are"))
        #expect(try await fixture.estate.identity.agreements.all(of: "school").isEmpty)
        let confirmed = fields.merging(["confirmed": "yes"]) { $1 }
        let made = try await director.post(Self.path, confirmed, on: asked)
        #expect(made.status == 303 && made.location == Self.path)
        let agreement = try #require(await fixture.estate.identity.agreements.all(of: "school").first)
        #expect(agreement.extents[.posture] == .counts && agreement.extent(of: .systems) == .none)
        #expect(agreement.withheld == ["tls.certificate", "tls.versions"] && agreement.from == fixture.now)
        let seen = try await officer.get("/departments/school")
        #expect(seen.status == 200 && seen.body.contains("tls.certificate, tls.versions"))
        #expect(!seen.body.contains("school permits"), "no system is seen by name")
        #expect(try await officer.get("/systems/school-permits").status == 404)
        // Whoever sees what is agreed may read it, and decides nothing of it.
        let shown = try await officer.get(Self.path)
        #expect(shown.status == 200 && !shown.body.contains("name=\"version\""))
        #expect(try await officer.post(Self.path, confirmed, on: seen).status == 403)
        #expect(try await officer.post("\(Self.path)/\(agreement.id)/end", [:], on: seen).status == 403)
        let end = "\(Self.path)/\(agreement.id)/end"
        let question = try await director.post(end, [:], on: page)
        #expect(question.status == 200 && question.body.contains("End this agreement now?"))
        fixture.advance(seconds: 10)
        #expect(try await director.post(end, ["confirmed": "yes"], on: question).status == 303)
        #expect(try await director.post(end, ["confirmed": "yes"], on: question).status == 409)
        #expect(try await officer.get("/departments/school").status == 404)
        #expect(try await director.get(Self.path).body.contains("Past or replaced"))
    }

    @Test func whatIsWrongIsToldAtItsField() async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.signedIn("head", .director, in: "school")
        let page = try await director.get(Self.path)
        let good = try Self.form(fixture, page).merging(["confirmed": "yes"]) { $1 }
        for (changes, text) in [
            (["systems": "counts"], "Choose one"), (["findings": ""], "Choose one"),
            (["from": "1999-01-01"], "a day to come"),
            (["to": "1999-01-01"], "the end must come after"), (["withheld": "TLS!"], "is no name of a fact"),
            (["withheld": (0...200).map { "fact\($0)" }.joined(separator: "\n")], "at most 200 facts"),
        ] {
            let answer = try await director.post(Self.path, good.merging(changes) { $1 }, on: page)
            #expect(answer.status == 422 && answer.body.contains(text), "\(changes): \(answer.status)")
        }
        #expect(try await director.post(Self.path, good.merging(["csrf": "x"]) { $1 }).status == 403)
        #expect(try await fixture.estate.identity.agreements.all(of: "school").isEmpty)
        // Two who agree at once: the second is told, and nothing is agreed over the head of the first.
        #expect(try await director.post(Self.path, good, on: page).status == 303)
        let late = try await director.post(Self.path, good.merging(["findings": "all"]) { $1 }, on: page)
        #expect(late.status == 409 && late.body.contains("meanwhile"))
        #expect(try await fixture.estate.identity.agreements.all(of: "school").count == 1)
        let again = try Self.form(fixture, late).merging(["findings": "all", "confirmed": "yes"]) { $1 }
        #expect(try await director.post(Self.path, again, on: late).status == 303)
    }

    @Test(arguments: [
        (Office.director, "school", 200, true), (.ditso, "school", 200, false), (.auditor, "school", 200, false),
        (.staff, "school", 404, false), (.director, "marine", 404, false), (.director, "gov", 404, false),
        (.centreOfficer, "gov", 404, false), (.administrator, "gov", 404, false),
    ])
    func whoReadsAndWhoDecides(office: Office, unit: String, status: Int, decides: Bool) async throws {
        let fixture = try await Self.fixture()
        let browser = try await fixture.signedIn("person", office, in: unit)
        let page = try await browser.get(Self.path)
        #expect(page.status == status)
        #expect(page.body.contains("name=\"version\"") == decides)
        let home = try await browser.get("/settings")
        let fields = ["posture": "counts", "confirmed": "yes"]
        for (path, elsewhere) in [
            (Self.path, "/departments/nobody/agreements"),
            ("\(Self.path)/x/end", "/departments/nobody/agreements/x/end"),
        ] {
            let answer = try await browser.post(path, fields, on: home)
            let nowhere = try await browser.post(elsewhere, fields, on: home)
            #expect(nowhere.status == 404)
            if status == 404 { #expect(answer.status == 404, "\(path)") }
            if !decides { #expect([403, 404].contains(answer.status), "\(path)") }
        }
        #expect(try await fixture.estate.identity.agreements.all(of: "school").isEmpty)
        // Of a unit that is governed there is nothing to agree to.
        #expect(try await browser.get("/departments/marine/agreements").status == 404)
    }

    @Test func whoLeftIsOutAtOnceAndIsSeenNoMore() async throws {
        let fixture = try await Self.fixture()
        let director = try await fixture.signedIn("head", .director, in: "school")
        let officer = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        _ = try await fixture.estate.identity.agreements.make(
            for: "school", from: fixture.now, extents: Agreement.Kind.all.extents, at: fixture.now, actor: "test")
        #expect(try await officer.get("/systems/school-permits").status == 200)
        fixture.advance(seconds: 10)
        _ = try await fixture.estate.identity.units.leave("school", at: fixture.now, actor: "test")
        #expect(try await director.get(Self.path).status == 303, "sent to sign in")
        #expect(try await director.get("/sign-in").status == 200)
        let signIn = try await director.get("/sign-in")
        let refused = try await director.post(
            "/sign-in", ["user": "head", "password": ServerFixture.password], on: signIn)
        #expect(refused.status != 303, "\(refused.status)")
        for path in ["/departments/school", "/systems/school-permits", Self.path] {
            #expect(try await officer.get(path).status == 404, "\(path)")
        }
        for path in ["/overview", "/departments", "/systems", "/findings", "/results", "/search?q=school"] {
            let page = try await officer.get(path)
            #expect(!page.body.contains("school permits") && !page.body.contains("The school"), "\(path)")
        }
    }
}
