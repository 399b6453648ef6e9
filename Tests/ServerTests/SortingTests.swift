import CanonicalJSON
import Identity
import Model
import Testing

@testable import Server

/// Lists are sorted by the heads of their columns, and by the same words for programs.
@Suite(.timeLimit(.minutes(10))) struct SortingTests {
    @Test(arguments: [
        ("/systems", "name"), ("/systems", "findings"), ("/systems", "seen"), ("/findings", "severity"),
        ("/findings", "opened"), ("/findings", "due"), ("/results", "system"), ("/results", "control"),
        ("/people", "seen"), ("/departments", "name"), ("/departments", "overdue"),
    ])
    func aHeadSortsAndTurnsRound(path: String, column: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser =
            path == "/people"
            ? try await fixture.signedIn("ditso", .ditso, in: "marine")
            : try await fixture.signedIn("chief", .centreOfficer, in: "gov")
        for (word, direction) in [(column, "ascending"), ("-\(column)", "descending")] {
            let page = try await browser.get("\(path)?sort=\(word)")
            #expect(page.status == 200 && page.body.contains("aria-sort=\"\(direction)\""))
            let other = word == column ? "-\(column)" : column
            #expect(page.body.contains("href=\"\(path)?sort=\(other)\""), "the other way round")
        }
        for wrong in ["up", "-", "--\(column)", "\(column)-", "id"] {
            let answer = try await browser.get("\(path)?sort=\(wrong)")
            #expect(answer.status == 400 && answer.body.contains(column), "\(wrong)")
        }
    }

    @Test func aHeadKeepsWhatTheListIsNarrowedBy() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("chief", .centreOfficer, in: "gov")
        let page = try await browser.get("/findings?state=open&department=marine&sort=-severity&after=3.7%20x")
        #expect(page.body.contains("href=\"/findings?state=open&amp;department=marine&amp;sort=severity\""))
        #expect(page.body.contains("href=\"/findings?state=open&amp;department=marine&amp;sort=due\""))
        #expect(page.body.contains("name=\"sort\" value=\"-severity\""), "the form keeps the order")
        let results = try await browser.get("/results?department=marine&status=broken&sort=control")
        #expect(results.body.contains("name=\"department\" value=\"marine\""))
        #expect(results.body.contains("<option value=\"broken\" selected"))
        #expect(results.body.contains("CRY-01") && !results.body.contains("police permits"))
    }

    @Test func namesAreSortedInTheLanguageOfThePage() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("chief", .centreOfficer, in: "gov")
        let page = try await browser.get("/systems?sort=-name")
        let (first, last) = try (
            #require(page.body.firstRange(of: "police permits")), #require(page.body.firstRange(of: "marine permits"))
        )
        #expect(first.lowerBound < last.lowerBound)
    }

    @Test func whoWasHereLastComesFirstAndWhoNeverWasLast() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        _ = try await fixture.person("never", .staff, in: "marine")
        _ = try await fixture.signedIn("early", .staff, in: "marine")
        fixture.advance(seconds: 120)
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        _ = try await fixture.person("elsewhere", .staff, in: "police")
        func order(_ word: String) async throws -> [String] {
            let page = try await browser.get("/people?sort=\(word)")
            #expect(!page.body.contains("elsewhere"))
            let rows = try #require(page.text(between: "<tbody", and: "</tbody>"))
            let places = ["never", "early", "ditso"].compactMap { name in
                rows.firstRange(of: "Officer \(name)<").map { (name, $0.lowerBound) }
            }
            return places.sorted { $0.1 < $1.1 }.map(\.0)
        }
        #expect(try await order("-seen") == ["ditso", "early", "never"])
        #expect(try await order("seen") == ["never", "early", "ditso"])
    }

    @Test func programsSortByTheSameWordsAndGoOnInThem() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let (centre, ditso) = try await (
            fixture.client(.centreOfficer, in: "gov"), fixture.client(.ditso, in: "marine")
        )
        for (path, words) in [
            ("/systems", ["name", "-name", "findings", "-findings", "seen", "-seen"]),
            ("/findings", ["severity", "-severity", "opened", "-opened", "due", "-due"]),
            ("/results", ["system", "-system", "control", "-control"]), ("/people", ["seen", "-seen"]),
            ("/departments", ["name", "-name", "systems", "-systems", "findings", "-overdue", "seen"]),
        ] {
            let client = path == "/people" ? ditso : centre
            let field = path == "/results" ? "control" : "id"
            let all = try await client.get("\(path)?limit=200").items.count
            for word in words {
                var seen: [JSONValue] = []
                var after = ""
                repeat {
                    let page = try await client.get("\(path)?sort=\(word)&limit=1\(after)")
                    #expect(page.status == 200, "\(path) \(word)")
                    seen += page.items
                    after = page.next.map { "&after=\($0.replacing(" ", with: "%20"))" } ?? ""
                } while !after.isEmpty && seen.count <= all
                #expect(seen.count == all && seen.allSatisfy { $0[field] != nil }, "\(path) \(word)")
                let reversed = word.hasPrefix("-") ? String(word.dropFirst()) : "-\(word)"
                let back = try await client.get("\(path)?sort=\(reversed)&limit=200").items
                if path != "/findings" || !word.contains("severity") { #expect(back == seen.reversed(), "\(word)") }
            }
        }
        let foreign = try await centre.get("/systems?sort=findings&after=~dA.x")
        #expect(foreign.status == 400 && foreign.field == "after")
    }
}
