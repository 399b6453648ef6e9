import Identity
import Logging
import Model
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct PeopleTests {
    private static func version(_ page: Browser.Answer) -> String {
        page.text(between: "name=\"version\" value=\"", and: "\"") ?? ""
    }

    @Test func aPersonIsAddedAndLetInByTheLink() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let form = try await browser.get("/people/new")
        #expect(form.status == 200 && !form.body.contains("police"))
        let good = [
            "user": "new.clerk", "display": "陳大文", "email": "chan@example.gov.hk", "language": "zh-Hant",
            "unit": "marine",
        ]
        for (field, value) in [
            ("user", "two words"), ("user", "DITSO"), ("display", ""), ("email", "chan"), ("unit", "police"),
            ("unit", "nobody"),
        ] {
            let answer = try await browser.post("/people", good.merging([field: value]) { $1 }, on: form)
            #expect(answer.status == 422 && answer.body.contains("aria-invalid"), "\(field)=\(value)")
        }
        let added = try await browser.post("/people", good, on: form)
        let link = try #require(added.code)
        #expect(added.status == 200 && link.hasPrefix("https://localhost:8443/welcome?token=swn_"))
        let fresh = Browser(fixture)
        let path = String(link.dropFirst("https://localhost:8443".count))
        let token = String(path.dropFirst("/welcome?token=".count))
        let welcome = try await fresh.get(path)
        let done = try await fresh.post(
            "/welcome", ["token": token, "password": ServerFixture.password, "again": ServerFixture.password],
            on: welcome)
        #expect(done.status == 303 && done.location == "/")
        #expect(try await browser.get("/people").body.contains("陳大文"))
    }

    @Test(arguments: [
        (Office.ditso, 200, 200), (.administrator, 200, 200), (.director, 200, 403), (.auditor, 200, 403),
        (.centreOfficer, 200, 403), (.systemOwner, 403, 403), (.analyst, 403, 403), (.staff, 403, 403),
    ])
    func whoLooksAfterPeople(office: Office, list: Int, new: Int) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let clerk = try await fixture.person("clerk", .staff, in: "marine")
        let browser = try await fixture.signedIn(
            "person", office, in: "marine", subject: office.holding == .subject ? "marine-permits" : nil)
        #expect(try await browser.get("/people").status == list)
        #expect(try await browser.get("/people/new").status == new)
        #expect(try await browser.get("/people/\(clerk)").status == list)
        #expect(try await browser.get("/people/\(clerk)/edit").status == new)
        #expect(try await browser.get("/people/\(clerk)/erase").status == new)
    }

    @Test func twoWhoEditOnePersonAreToldAndLoseNothing() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let clerk = try await fixture.person("clerk", .staff, in: "marine")
        let first = try await fixture.signedIn("first", .ditso, in: "marine")
        let second = try await fixture.signedIn("second", .ditso, in: "marine")
        let path = "/people/\(clerk)/edit"
        let (one, two) = (try await first.get(path), try await second.get(path))
        let taken = try await first.post(
            path, ["version": Self.version(one), "display": "Chan Tai Man", "language": "en"], on: one)
        #expect(taken.status == 303)
        let mine = ["version": Self.version(two), "display": "Chan T. M.", "language": "en"]
        let late = try await second.post(path, mine, on: two)
        #expect(late.status == 409 && late.body.contains("Chan Tai Man") && late.body.contains("Chan T. M."))
        #expect(try await fixture.estate.identity.people.person(clerk)?.display == "Chan Tai Man")
        let again = try await second.post(
            path, mine.merging(["version": Self.version(late)]) { $1 }, on: late)
        #expect(again.status == 303)
        #expect(try await fixture.estate.identity.people.person(clerk)?.display == "Chan T. M.")
    }

    @Test func officesAreGivenWithinTheOwnRightsAndEnded() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let person = try await fixture.person("clerk", .analyst, in: "marine")
        let browser = try await fixture.signedIn("director", .director, in: "marine")
        let path = "/people/\(person)"
        let page = try await browser.get(path)
        #expect(page.status == 200 && !page.body.contains("police"))
        let today = Instant(microseconds: fixture.now.microseconds + 480 * 60_000_000).date.description
        let good = ["office": "staff", "department": "marine", "from": today, "to": "", "system": ""]
        for (changes, part) in [
            (["office": "king"], "Choose one"), (["department": "police"], "Choose a unit"),
            (["office": "centre-officer"], "do not give"), (["from": "2020-01-01"], "a day to come"),
            (["to": "soon"], "leave it empty"), (["to": "2020-01-01"], "the end must come after"),
            (["office": "system-owner", "system": "police-permits"], "no such system"),
            (["office": "system-owner"], "system"),
            // Who watches alerts in a unit does not audit it.
            (["office": "auditor"], "auditors hold no office"),
        ] {
            let answer = try await browser.post("\(path)/offices", good.merging(changes) { $1 }, on: page)
            #expect(answer.status == 422 && answer.body.contains(part), "\(changes)")
        }
        #expect(try await fixture.estate.identity.offices.all(of: person).count == 1)
        #expect(try await browser.post("\(path)/offices", good, on: page).status == 303)
        let given = try #require(
            await fixture.estate.identity.offices.all(of: person).first { $0.office == .staff })
        #expect(given.from == fixture.now && given.until == nil)
        let asked = try await browser.post("\(path)/offices/\(given.id)/end", [:], on: page)
        #expect(asked.status == 200 && asked.body.contains("End this office now?"))
        fixture.advance(seconds: 1)
        let ended = try await browser.post("\(path)/offices/\(given.id)/end", ["confirmed": "yes"], on: asked)
        #expect(ended.status == 303)
        let late = try await browser.post("\(path)/offices/\(given.id)/end", ["confirmed": "yes"], on: asked)
        #expect(late.status == 409)
        let nobody = try await browser.post(
            "\(path)/offices/\(ULID(fixture.now))/end", ["confirmed": "yes"], on: asked)
        #expect(nobody.status == 404)
    }

    @Test func nobodyGivesAnOfficeToThemselves() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("admin", .administrator, in: "gov")
        let id = try await fixture.id(of: "admin")
        let page = try await browser.get("/people/\(id)")
        #expect(page.status == 200 && !page.body.contains("/people/\(id)/offices\""))
        let answer = try await browser.post(
            "/people/\(id)/offices", ["office": "centre-officer", "department": "gov", "from": "2027-01-01"], on: page)
        #expect(answer.status == 403)
        #expect(try await fixture.estate.identity.offices.all(of: id).count == 1)
    }

    @Test func whoIsDisabledIsOutAtOnceAndWhoIsErasedIsGone() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let clerk = try await fixture.signedIn("clerk", .staff, in: "marine")
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let path = "/people/\(try await fixture.id(of: "clerk"))"
        let page = try await browser.get(path)
        let asked = try await browser.post("\(path)/disable", [:], on: page)
        #expect(asked.status == 200 && asked.body.contains("Disable this person?"))
        #expect(try await clerk.get("/settings").status == 200)
        #expect(try await browser.post("\(path)/disable", ["confirmed": "yes"], on: asked).status == 303)
        #expect(try await clerk.get("/settings").status == 303)
        // What the person signs in with is that of before; what ended with the disabling does not come back.
        let disabled = try await browser.get(path)
        #expect(disabled.body.contains("Enable again") && !disabled.body.contains("Reset sign-in"))
        let question = try await browser.post("\(path)/enable", [:], on: disabled)
        #expect(question.status == 200 && question.body.contains("Let this person sign in again?"))
        #expect(try await browser.post("\(path)/enable", ["confirmed": "yes"], on: question).status == 303)
        let enabled = try await browser.get(path)
        #expect(enabled.body.contains("Reset sign-in") && enabled.body.contains("Enabled again"))
        #expect(try await clerk.get("/settings").status == 303)
        #expect(try await fixture.again("clerk").get("/settings").status == 200)
        let held = try await fixture.estate.identity.offices.all(of: fixture.id(of: "clerk"))
        #expect(held.allSatisfy { $0.until == fixture.now })
        let erase = try await browser.get("\(path)/erase")
        #expect(erase.status == 200 && erase.body.contains("Officer clerk"))
        #expect(try await browser.post("\(path)/erase", ["confirmed": "yes"], on: erase).location == "/people")
        #expect(try await browser.get(path).status == 404)
        #expect(try await !browser.get("/people").body.contains("Officer clerk"))
    }

    @Test func whoDisablesAndEnablesAPersonIsTold() async throws {
        let monitoring = Monitoring()
        let fixture = try await ServerFixture(logger: monitoring.logger())
        try await fixture.fill()
        let clerk = try await fixture.person("clerk", .staff, in: "marine")
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let ditso = try await fixture.id(of: "ditso")
        let page = try await browser.get("/people/\(clerk)")
        for (act, action) in [("disable", "person-disabled"), ("enable", "person-enabled")] {
            let path = "/people/\(clerk)/\(act)"
            let asked = try await browser.post(path, [:], on: page)
            #expect(asked.status == 200 && monitoring.events(action).isEmpty, "asking does nothing")
            #expect(try await browser.post(path, ["confirmed": "yes"], on: asked).status == 303)
            // The second of two who do the same is refused, and nothing more is told.
            #expect(try await browser.post(path, ["confirmed": "yes"], on: asked).status == 409)
            let told = monitoring.events(action)
            #expect(told.count == 1, "\(action)")
            let user = told.first?["user"]
            #expect(user == ["id": "\(ditso)", "target": ["id": "\(clerk)"]], "\(action)")
        }
    }

    @Test func aResetShowsAWayInAndIsNotForWhomOneCouldNotAppoint() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let clerk = try await fixture.signedIn("clerk", .staff, in: "marine")
        let director = try await fixture.person("director", .director, in: "marine")
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let path = "/people/\(try await fixture.id(of: "clerk"))"
        let page = try await browser.get(path)
        let reset = try await browser.post("\(path)/reset", ["confirmed": "yes"], on: page)
        #expect(reset.status == 200 && reset.code?.contains("/welcome?token=swn_") == true)
        #expect(try await clerk.get("/settings").status == 303)
        for act in ["reset", "disable", "enable", "erase"] {
            let answer = try await browser.post("/people/\(director)/\(act)", ["confirmed": "yes"], on: page)
            #expect(answer.status == 403, "\(act)")
        }
        #expect(try await browser.get("/people/\(director)/edit").status == 403)
    }

    @Test func longListsGoOnByKeys() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        for number in 0..<30 { try await fixture.person("clerk\(number)", .staff, in: "marine") }
        try await fixture.person("inspector", .staff, in: "police")
        var (seen, path): (Set<String>, String?) = ([], "/people")
        var pages = 0
        while let next = path {
            let page = try await browser.get(next)
            seen.formUnion(page.body.matches(of: #/Officer (clerk\d+|ditso|inspector)/#).map { String($0.1) })
            path = page.text(between: "<a href=\"/people?after=", and: "\"").map { "/people?after=\($0)" }
            pages += 1
        }
        #expect(pages == 2 && seen.count == 31 && !seen.contains("inspector"))
    }

    @Test func theOwnerOfASystemIsNamedToThoseWhoMaySeePeople() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let ditso = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = "/systems/marine-permits"
        #expect(try await ditso.get(page).body.contains("vacant"))
        try await fixture.person("helmsman", .systemOwner, in: "marine", subject: "marine-permits")
        let named = try await ditso.get(page)
        #expect(named.body.contains("Officer helmsman") && !named.body.contains("vacant"))
        var seen: Set<Bool> = []
        for office in Office.allCases where office.holding == .unit {
            let browser = try await fixture.signedIn("one-\(office.rawValue)", office, in: "marine")
            let answer = try await browser.get(page)
            guard answer.status == 200 else { continue }
            let mayKnow = try await browser.get("/people").status == 200
            seen.insert(mayKnow)
            #expect(answer.body.contains("Officer helmsman") == mayKnow, "\(office.rawValue)")
        }
        #expect(seen == [true, false])
    }
}
