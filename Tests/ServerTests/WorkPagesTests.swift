import HTTPTypes
import Identity
import Model
import Programme
import Testing
import Work

@testable import Server

/// The pages of work: jobs, assessments, search, and what waits by office.
@Suite(.timeLimit(.minutes(10))) struct WorkPagesTests {
    @Test func aJobThatWasGivenUpIsTriedAgain() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let jobs = fixture.estate.jobs
        let id = try await fixture.deadJob("marine")
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let list = try await browser.get("/jobs?state=dead")
        #expect(list.body.contains("/jobs/\(id)/retry"))
        let page = try await browser.get("/jobs/\(id)")
        #expect(page.status == 200 && page.body.contains("The marine"))
        #expect(try await browser.post("/jobs/\(id)/retry", [:], on: page).status == 303)
        #expect(try await jobs.job(id)?.state == .waiting)
        #expect(try await browser.post("/jobs/\(id)/retry", [:], on: page).status == 409)
        let other = try await fixture.signedIn("inspector", .ditso, in: "police")
        let theirs = try await other.get("/jobs")
        #expect(!theirs.body.contains(id))
        #expect(try await other.post("/jobs/\(id)/retry", [:], on: theirs).status == 404)
        let owner = try await fixture.signedIn("owner", .systemOwner, in: "marine", subject: "marine-permits")
        #expect(try await owner.get("/jobs").status == 403)
    }

    @Test func whoSeesWorkDoesNotForThatReasonHaveItTriedAgain() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let (mine, installations) = (try await fixture.deadJob("marine"), try await fixture.deadJob(""))
        let officer = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        let page = try await officer.get("/jobs")
        #expect(page.body.contains(mine) && !page.body.contains("/retry"))
        #expect(try await officer.post("/jobs/\(mine)/retry", [:], on: page).status == 403)
        let administrator = try await fixture.signedIn("admin", .administrator, in: "gov")
        let list = try await administrator.get("/jobs")
        for id in [mine, installations] {
            #expect(list.body.contains("/jobs/\(id)/retry"))
            #expect(try await administrator.post("/jobs/\(id)/retry", [:], on: list).status == 303)
        }
    }

    @Test(arguments: [
        ("/systems?posture=good", "held, falls-short, unknown, never"), ("/systems?tier=4", "1, 2, 3"),
        ("/results?status=good", "held, broken, waived, unknown, not-applicable"),
        ("/results?family=CRY&stale=no", "yes"), ("/findings?state=shut", "open, closed"),
        ("/findings?severity=9", "informational, low, medium, high, critical"),
        ("/findings?sort=up", "severity, -severity, opened, -opened, due, -due"),
        ("/findings?queue=none", "overdue, answer, fix, decide, accepted, done"),
        ("/jobs?state=lost", "waiting, running, done, dead"),
    ])
    func aFilterThatIsNoneSaysWhatItTakes(path: String, accepted: String) async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get(path)
        let name = try #require(path.split(separator: "=").dropLast().last?.split { "?&".contains($0) }.last)
        #expect(page.status == 400 && page.body.contains("“\(name)”") && page.body.contains(accepted), "\(page.body)")
        #expect(page.body.contains("/sign-out"))
    }

    @Test func anAssessmentLeadsToItsSystem() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let owner = try await fixture.signedIn("owner", .systemOwner, in: "marine", subject: "marine-permits")
        let page = try await owner.get("/assess")
        let link = try #require(page.text(between: "<a href=\"/assess/", and: "\""))
        #expect(try await owner.get("/assess/\(link)").location == "/systems/marine-permits")
        let director = try await fixture.signedIn("director", .director, in: "marine")
        #expect(try await director.get("/assess").status == 403)
    }

    @Test func aFileThatIsNoAssessmentIsToldSo() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let owner = try await fixture.signedIn("owner", .systemOwner, in: "marine", subject: "marine-permits")
        let page = try await owner.get("/assess")
        let token = try #require(page.csrf)
        for (file, part) in [("", "Choose the file"), ("not JSON", "is not JSON"), ("{}", "role=\"alert\"")] {
            let body =
                "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n\(file)\r\n--b--\r\n"
            let answer = try await owner.send(
                .post, "/assess/upload", headers: [.contentType: "multipart/form-data; boundary=b"],
                body: Array(body.utf8))
            #expect(answer.status == 422 && answer.body.contains(part), "\(file)")
        }
        #expect(
            try await fixture.estate.programme.assessments(of: "marine-permits", after: nil, limit: 9).rows.count == 1)
    }

    @Test func searchFindsWhatMayBeSeenAndNothingElse() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let (own, theirs) = (try await fixture.finding("marine").id, try await fixture.finding("police").id)
        for (words, path) in [
            ("permits", "/systems/marine-permits"), ("marine", "/departments/marine"),
            ("%E8%A8%B1%E5%8F%AF", "/systems/marine-permits"), ("cry-01", "/controls/CRY-01"),
            (own, "/findings/\(own)"), (own.lowercased(), "/findings/\(own)"),
        ] {
            let page = try await browser.get("/search?q=\(words)")
            #expect(page.status == 200 && page.body.contains("href=\"\(path)\""), "\(words)")
        }
        for words in [theirs, "police-permits", "%25", "_", "%3Cscript%3E"] {
            let page = try await browser.get("/search?q=\(words)")
            #expect(page.status == 200 && page.body.contains("Nothing was found"), "\(words)")
            #expect(!page.body.contains("<script>"))
        }
        #expect(try await browser.get("/search").body.contains("Type a name"))
    }

    @Test func eachOfficeHasItsOwnQueues() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let id = try await fixture.id(of: "ditso")
        #expect(try await !browser.get("/").body.contains("/?office="))
        _ = try await fixture.estate.identity.offices.assign(
            .ditso, to: id, in: "police", from: fixture.now, at: fixture.now, actor: "test")
        let both = try await browser.get("/")
        #expect(both.body.contains("marine permits") && both.body.contains("police permits"))
        let offices = try await fixture.estate.identity.offices.all(of: id)
        let police = try #require(offices.first { $0.unit.id == "police" })
        #expect(both.body.contains("/?office=\(police.id)"))
        let one = try await browser.get("/?office=\(police.id)")
        #expect(one.body.contains("police permits") && !one.body.contains("marine permits"))
        let list = try await browser.get("/findings?office=\(police.id)")
        #expect(list.body.contains("police permits") && !list.body.contains("marine permits"))
        #expect(try await browser.get("/?office=\(ULID(fixture.now))").status == 404)
        #expect(try await browser.get("/findings?office=\(ULID(fixture.now))").status == 404)
    }

    @Test func aRefusalIsInTheVisitorsLanguageAndKeepsTheirMenu() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let chinese: HTTPFields = [.acceptLanguage: "zh-Hant-HK"]
        let stranger = try await Browser(fixture).send(.put, "/no-such-page", headers: chinese)
        #expect(stranger.status >= 400 && stranger.body.contains("lang=\"zh-Hant"), "\(stranger.body)")
        let officer = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        let known = try await officer.get("/departments/nowhere", headers: chinese)
        #expect(known.status == 404 && known.body.contains("lang=\"zh-Hant") && known.body.contains("登出"))
    }

    @Test func whatWasNotLookedAtForLongSaysSo() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let officer = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        let stale = "/results?department=marine&amp;family=CLS&amp;stale=yes"
        #expect(try await !officer.get("/overview").body.contains(stale))
        fixture.advance(seconds: 100 * 86_400)
        // The session is over by then, and the office still held.
        let again = try await fixture.signedIn("deputy", .centreOfficer, in: "gov")
        try await fixture.assessAgain("police")
        let page = try await again.get("/overview")
        #expect(page.body.contains(stale) && page.body.contains("100d"))
        #expect(!page.body.contains("/results?department=police&amp;family=CLS&amp;stale=yes"))
        let rows = try await again.get("/results?family=CRY&stale=yes")
        #expect(rows.body.contains("marine permits") && !rows.body.contains("police permits"))
        #expect(try await again.get("/results?stale=yes").status == 400)
    }
}

extension ServerFixture {
    /// A job of a department, or of the installation, that failed as often as it is tried.
    func deadJob(_ department: String) async throws -> String {
        let id = try await estate.jobs.add("scan", department: department, at: now)
        for _ in 0..<JobQueue.attemptLimit {
            advance(seconds: 700)
            let claim = try #require(await estate.jobs.claim(["scan"], at: now))
            try await estate.jobs.fail(claim, Message("work.worker-lost"), at: now)
        }
        return id
    }
}
