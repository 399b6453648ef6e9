import Assurance
import CanonicalJSON
import Model
import Testing

@Suite(.timeLimit(.minutes(10))) struct WaiverTests {
    private var fixture: EstateFixture

    init() throws {
        fixture = try EstateFixture()
        let place = try #require(
            fixture.observations.firstIndex { $0.reading.kind == "transit.tls" && $0.object.id == "site" })
        fixture.observations[place].reading.facts["tls.versions"] = ["TLSv1.0", "TLSv1.2"]
    }

    private func verdict(_ objects: [String], from: String, until: String) throws -> ControlVerdict {
        var fixture = fixture
        fixture.system.waivers = [
            Waiver(
                control: "CRY-01", objects: objects, reason: "replacement on order", grantedBy: "Head of Department",
                from: try #require(CalendarDate(from)), until: try #require(CalendarDate(until)))
        ]
        return try #require(try fixture.verdicts(fixture.observations).first { $0.control.id == "CRY-01" })
    }

    @Test(
        arguments: [
            ([], "2026-11-01", "2026-12-01", ControlStatus.waived), (["site"], "2026-11-24", "2026-11-24", .waived),
            ([], "2026-01-01", "2026-11-23", .broken), ([], "2026-11-25", "2027-01-01", .broken),
            (["feed"], "2026-11-01", "2026-12-01", .broken),
        ] as [([String], String, String, ControlStatus)])
    func coversWhatItNamesOnTheDaysItNames(objects: [String], from: String, until: String, status: ControlStatus) throws
    {
        let verdict = try verdict(objects, from: from, until: until)
        #expect(verdict.status == status)
        #expect((verdict.waiver != nil) == (status == .waived))
        #expect(!verdict.breaches.isEmpty)
    }

    @Test func aLapsedOneIsNamed() throws {
        #expect(try verdict([], from: "2026-01-01", until: "2026-11-23").lapsed?.until.description == "2026-11-23")
    }

    @Test func theSystemIsTheSameAfterItsJSON() throws {
        var system = fixture.system
        let read = try #require(SystemFile(json: system.json))
        #expect(read.json == system.json)
        system.subject.owner = .init(name: "CHAN Tai Man", office: "DITSO")
        #expect(!system.json.canonical.contains("CHAN"))
    }
}
