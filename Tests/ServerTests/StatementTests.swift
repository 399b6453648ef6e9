import CanonicalJSON
import Identity
import Model
import Programme
import TestSupport
import Testing
import Work

@testable import Server

/// How many statements a page takes, whatever there is to show: a list that asks once for each row would show here.
@Suite(.timeLimit(.minutes(10))) struct StatementTests {
    /// Who asks: session, offices, bodies, and the name to greet by.
    private static let recognition = 4

    /// By path; `FINDING` stands for the id of a finding.
    private static let counts = [
        "/": recognition + 7, "/overview": recognition + 1, "/departments": recognition + 3,
        "/departments/marine": recognition + 7, "/systems": recognition + 1,
        "/systems/marine-permits": recognition + 6, "/findings": recognition + 2, "/findings/FINDING": recognition + 6,
        "/people": recognition + 3, "/jobs": recognition + 3,
        "/assess": recognition + 5,
    ]

    @Test(arguments: counts.keys.sorted())
    func aPageTakesSoManyStatements(path: String) async throws {
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"])
        try await fixture.fill()
        for _ in 0..<3 {
            _ = try await fixture.estate.jobs.add(
                JobKind.look.rawValue, department: "marine", payload: ["system": "marine-permits"], at: fixture.now)
        }
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = path.replacing("FINDING", with: try await fixture.finding("marine").id)
        // The names of units are held for a while: the first look reads them.
        try #require(try await browser.get(page).status == 200)
        let before = fixture.database.statements
        try #require(try await browser.get(page).status == 200)
        #expect(fixture.database.statements - before == Self.counts[path])
    }
}
