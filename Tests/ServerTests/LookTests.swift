import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Programme
import TestSupport
import Testing
import Work

@testable import Server

/// Looks that somebody asks the server for: at real services, and never outside the networks that it may look at.
@Suite(.timeLimit(.minutes(10))) struct LookTests {
    /// A service that speaks TLS 1.3 alone.
    private struct Service {
        let folder = TemporaryFolder()
        let port = Loopback.freePort()
        private let server: TestSupport.Server

        init() throws {
            let run = Run(
                [
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout",
                    "key.pem", "-out", "own.pem", "-days", "30", "-subj", "/CN=permits.test",
                    "-addext", "subjectAltName=DNS:permits.test",
                ], folder: folder.path)
            try #require(run.status == 0, "\(run.error)")
            server = TestSupport.Server(
                [
                    "openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "own.pem", "-key", "key.pem",
                    "-quiet",
                    "-tls1_3", "-www",
                ], port: port, folder: folder.path)
        }
    }

    private static let store: JSONValue = ["id": "db", "kind": "folder", "role": "production", "owned": true]

    /// Hands in an assessment that saw TLS 1.0 at the service.
    private func handIn(
        _ service: Service?, _ fixture: ServerFixture, stores: JSONValue = [], ownRoots: Bool = false
    ) async throws -> APIClient {
        let client = try await fixture.client(.ditso, in: "marine")
        // An assessment speaks of a second, and this one comes after the one that is there.
        fixture.advance(seconds: 2)
        var upload = APIAssessmentTests.upload(at: fixture.now)
        var system = try #require(upload["system"]?.members)
        system["endpoints"] = .array(
            service.map { service in
                [
                    [
                        "id": "front", "kind": "tls", "host": "127.0.0.1", "port": .integer(Int64(service.port)),
                        "serverName": "permits.test", "network": "untrusted", "ownRoots": .bool(ownRoots),
                    ]
                ]
            } ?? [])
        // What was seen of a service that the file does not name is not taken in.
        if service == nil { upload["observations"] = [] }
        system["stores"] = stores
        upload["system"] = .object(system)
        let answer = try await client.send(.post, "/systems/marine-permits/assessments", .object(upload))
        try #require(answer.status == 201, "\(answer.text)")
        return client
    }

    private func work(_ fixture: ServerFixture) async throws {
        let worker = Worker(
            queue: fixture.estate.jobs, handlers: JobHandlers(estate: fixture.estate, logger: Browser.quiet).all,
            now: { fixture.now })
        while try await worker.step() {}
    }

    private func jobs(_ fixture: ServerFixture) async throws -> [Job] {
        try await fixture.estate.jobs.jobs(nil, departments: nil, before: nil, limit: 50).filter { $0.kind == "look" }
    }

    private func newest(_ fixture: ServerFixture, _ kind: String) async throws -> Observation {
        fixture.advance(seconds: 1)
        return try #require(
            await fixture.estate.programme.newestObservations(subject: "marine-permits", before: fixture.now)
                .first { $0.reading.kind == kind })
    }

    @Test func aLookSeesWhatIsThereNow() async throws {
        let service = try Service()
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"], start: nil)
        try await fixture.fill()
        let client = try await handIn(service, fixture, stores: [Self.store])
        let before = try #require(try await client.get("/systems/marine-permits").json)
        #expect(try await client.get("/results?system=marine-permits&status=broken").text.contains("CRY-01"))
        fixture.advance(seconds: 3600)
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/systems/marine-permits")
        #expect(page.body.contains("Look at its services now"))
        // Whoever asks twice gets one look.
        for _ in 0..<2 {
            let answer = try await browser.post("/assess", ["system": "marine-permits"], on: page)
            #expect(answer.status == 303 && answer.location == "/assess", "\(answer.body)")
        }
        #expect(try await jobs(fixture).map(\.department) == ["marine"])
        #expect(try await browser.get("/assess").body.contains("Looking at a system&#39;s services"))
        try await work(fixture)
        #expect(try await jobs(fixture).map(\.state) == [.done])

        let seen = try await newest(fixture, "transit.tls")
        #expect(seen.reading.facts["tls.versions"] == ["TLSv1.3"] && seen.actor == "seawall-server test")
        #expect(try await !client.get("/results?system=marine-permits&status=broken").text.contains("CRY-01"))
        // The store was not looked at: since when nobody did stays to be seen.
        let after = try #require(try await client.get("/systems/marine-permits").json)
        #expect(after["assessed"] == before["assessed"] && after["assessment"] != before["assessment"])
        let time = try await browser.get("/systems/marine-permits?part=time")
        #expect(time.body.contains("Its network services were looked at again"))
    }

    @Test func aSystemOfServicesAloneWasLookedAtWhole() async throws {
        let service = try Service()
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"], start: nil)
        try await fixture.fill()
        let client = try await handIn(service, fixture)
        let before = try #require(try await client.get("/systems/marine-permits").json)
        fixture.advance(seconds: 3600)
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        _ = try await browser.post("/assess", ["system": "marine-permits"], on: browser.get("/assess"))
        try await work(fixture)
        let after = try #require(try await client.get("/systems/marine-permits").json)
        #expect(after["assessed"] != before["assessed"])
        // Debian's roots do not know it.
        let certificate = try await newest(fixture, "transit.certificate")
        #expect(certificate.reading.facts["certificate.causes"] == ["self-signed"])
    }

    @Test func rootsThatAreNotKnownHereLeaveTrustOpen() async throws {
        let service = try Service()
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"], start: nil)
        try await fixture.fill()
        _ = try await handIn(service, fixture, ownRoots: true)
        fixture.advance(seconds: 3600)
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        _ = try await browser.post("/assess", ["system": "marine-permits"], on: browser.get("/assess"))
        try await work(fixture)
        let certificate = try await newest(fixture, "transit.certificate")
        #expect(certificate.reading.facts["certificate.trust"] == "not-assessed")
        #expect(certificate.reading.facts["certificate.causes"] == [])
    }

    @Test func whatIsOutsideTheNetworksIsNeverConnectedTo() async throws {
        let service = try Service()
        let fixture = try await ServerFixture(networks: ["10.0.0.0/8", "::1"], start: nil)
        try await fixture.fill()
        _ = try await handIn(service, fixture)
        fixture.advance(seconds: 3600)
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        _ = try await browser.post("/assess", ["system": "marine-permits"], on: browser.get("/assess"))
        try await work(fixture)
        let seen = try await newest(fixture, "transit.tls")
        #expect(seen.reading.completeness == .notAssessed(Message("transit.out-of-bounds")))
    }

    @Test func aProgramAsksLikewise() async throws {
        let service = try Service()
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"], start: nil)
        try await fixture.fill()
        let client = try await handIn(service, fixture)
        let first = try await client.send(.post, "/systems/marine-permits/look", [:])
        #expect(first.status == 202 && first.json?["kind"] == "look", "\(first.text)")
        #expect(try await client.send(.post, "/systems/marine-permits/look", [:]).json?["id"] == first.json?["id"])
        try await work(fixture)
        #expect(try await jobs(fixture).map(\.state) == [.done])
        let off = try await ServerFixture()
        try await off.fill()
        let refused = try await off.client(.ditso, in: "marine").send(.post, "/systems/marine-permits/look", [:])
        #expect(refused.status == 409, "\(refused.text)")
    }

    @Test func aSystemWithoutServicesIsRefusedAtOnce() async throws {
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"], start: nil)
        try await fixture.fill()
        let client = try await handIn(nil, fixture, stores: [Self.store])
        let problem = try await client.send(.post, "/systems/marine-permits/look", [:])
        #expect(problem.status == 422 && problem.text.contains("names no network service"), "\(problem.text)")
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.post("/assess", ["system": "marine-permits"], on: browser.get("/assess"))
        #expect(page.status == 422 && page.body.contains("names no network service"), "\(page.status)")
        #expect(try await jobs(fixture).isEmpty)
    }

    @Test func whoAsksAgainAfterALookWasGivenUpGetsANewOne() async throws {
        let service = try Service()
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"], start: nil)
        try await fixture.fill()
        _ = try await handIn(service, fixture)
        // Looks after the system alone: neither sees the department's work nor has it tried again.
        let owner = try await fixture.signedIn("owner", .systemOwner, in: "marine", subject: "marine-permits")
        _ = try await owner.post("/assess", ["system": "marine-permits"], on: owner.get("/assess"))
        for _ in 0..<JobQueue.attemptLimit {
            fixture.advance(seconds: 700)
            let claim = try #require(await fixture.estate.jobs.claim(["look"], at: fixture.now))
            try await fixture.estate.jobs.fail(claim, Message("work.worker-lost"), at: fixture.now)
        }
        // That session is over by now.
        let deputy = try await fixture.signedIn("deputy", .systemOwner, in: "marine", subject: "marine-permits")
        let given = try await deputy.get("/assess")
        #expect(given.body.contains("the program that did this work went away"), "\(given.body)")
        #expect(try await deputy.post("/assess", ["system": "marine-permits"], on: given).status == 303)
        #expect(try await jobs(fixture).map(\.state) == [.waiting, .dead])
        try await work(fixture)
        #expect(try await jobs(fixture).map(\.state) == [.done, .dead])
        #expect(try await newest(fixture, "transit.tls").reading.facts["tls.versions"] == ["TLSv1.3"])
        let other = try await fixture.signedIn("clerk", .systemOwner, in: "marine", subject: "marine-other")
        #expect(try await !other.get("/assess").body.contains("marine permits"))
    }

    @Test func nothingIsLookedAtWhereNoNetworkIsAllowed() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/assess")
        #expect(page.body.contains("This server looks at no service by itself"))
        #expect(try await browser.post("/assess", ["system": "marine-permits"], on: page).status == 409)
        #expect(try await !browser.get("/systems/marine-permits").body.contains("Look at its services now"))
        #expect(try await jobs(fixture).isEmpty)
    }

    @Test func nobodyHasTheSystemsOfOthersLookedAt() async throws {
        let fixture = try await ServerFixture(networks: ["127.0.0.0/8"])
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/assess")
        var answers: [String] = []
        for system in ["police-permits", "nobody-permits"] {
            let answer = try await browser.post("/assess", ["system": system], on: page)
            #expect(answer.status == 422)
            answers.append(SeparationTests.comparable(answer, system))
        }
        #expect(answers[0] == answers[1])
        let director = try await fixture.signedIn("director", .director, in: "marine")
        let refused = try await director.post(
            "/assess", ["system": "marine-permits"], on: director.get("/systems/marine-permits"))
        #expect(refused.status == 403)
        #expect(try await jobs(fixture).isEmpty)
    }
}
