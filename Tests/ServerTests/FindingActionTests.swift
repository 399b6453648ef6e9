import Model
import Programme
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct FindingActionTests {
    @Test func anOwnerPlansAndAsksAndADirectorDecides() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let id = try await fixture.finding("marine").id
        let owner = try await fixture.signedIn("owner", .systemOwner, in: "marine", subject: "marine-permits")
        var form = try await owner.get("/findings/\(id)/plan")
        var fields = [
            "version": form.text(between: "name=\"version\" value=\"", and: "\"") ?? "", "note": "", "day": "",
        ]
        let empty = try await owner.post("/findings/\(id)/plan", fields, on: form)
        #expect(empty.status == 422 && empty.body.contains("YYYY-MM-DD"))
        fields["note"] = "Turn off TLS 1.0 <script>"
        fields["day"] = "2027-03-01"
        #expect(try await owner.post("/findings/\(id)/plan", fields, on: form).status == 303)
        let page = try await owner.get("/findings/\(id)")
        #expect(page.body.contains("Turn off TLS 1.0 &lt;script&gt;") && !page.body.contains("1.0 <script>"))
        // The page was read before the plan: whoever sends it now is told.
        let late = try await owner.post("/findings/\(id)/plan", fields, on: form)
        #expect(late.status == 409 && late.body.contains("Turn off TLS 1.0"))
        form = try await owner.get("/findings/\(id)/ask")
        fields["version"] = form.text(between: "name=\"version\" value=\"", and: "\"") ?? ""
        #expect(try await owner.post("/findings/\(id)/ask", fields, on: form).status == 303)
        #expect(try await owner.get("/findings/\(id)/decide").status == 403)
        let director = try await fixture.signedIn("director", .director, in: "marine")
        let home = try await director.get("/")
        #expect(home.body.contains("/findings/\(id)/decide"))
        let decide = try await director.get("/findings/\(id)/decide")
        let version = decide.text(between: "name=\"version\" value=\"", and: "\"") ?? ""
        let taken = try await director.post(
            "/findings/\(id)/decide", ["version": version, "decision": "accept", "note": "for a while"], on: decide)
        #expect(taken.status == 303)
        #expect(try await fixture.finding("marine").step == .accepted)
    }
}
