import CanonicalJSON
import Journal
import Model
import Programme
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ProgrammeTests {
    private let temporary = TemporaryFolder()

    private func open() async throws -> (Journal, Programme, any Database) {
        let folder = try DataFolder(temporary.path + "/data")
        let database = try SQLiteDatabase(folder: folder.path)
        let journal = try await Journal(
            folder: folder, keys: Keys(folder), database: database, projections: [ProgrammeProjection()])
        return (journal, Programme(journal: journal, database: database), database)
    }

    private static func observation(
        _ id: String, _ object: String = "front", kind: String = "transit.tls", day: Int = 0, subject: String = "s"
    ) -> Observation {
        Observation(
            id: id, subject: subject, object: ObjectReference(.endpoint, object),
            reading: Reading(kind: kind, facts: ["tls.reachable": true]),
            collected: Instant(microseconds: 0).adding(days: day), actor: "test")
    }

    private static func conclusion(_ posture: String, _ statuses: [String: JSONValue]) -> JSONValue {
        ["posture": .string(posture), "system": ["id": "s"], "statuses": .object(statuses)]
    }

    @Test(arguments: [
        Reading(kind: "a", facts: [:]),
        Reading(
            kind: "data.inventory",
            facts: [
                "t": ["x", "香港"], "i": 7, "n": 0.25, "b": false, "z": nil, "whole": .number(3),
            ], completeness: .partial([Message("a.b", ["path": "信件/三月.docx"]), Message("c.d")]),
            evidence: [
                EvidenceItem(type: "hkid", place: "a.zip/b.csv, row 2", shown: "A12****(*)", fingerprint: "00ff"),
                EvidenceItem(
                    type: "phone", place: "c", shown: "9*** ****", confidence: 0.625,
                    reasons: [Message("e.f", ["n": "1"])]),
            ]),
        Reading(kind: "b", facts: [:], completeness: .notAssessed(Message("g.h", ["problem": "timeout"]))),
    ])
    func observationsComeBackTheSame(reading: Reading) throws {
        let observation = Observation(
            id: "01", subject: "s", object: ObjectReference(.store, "letters"), reading: reading,
            collected: Instant(microseconds: 1_795_000_000_123_456), actor: "seawall 0.1")
        let read = try #require(Observation(json: JSONValue(parsing: observation.json.canonical)))
        #expect(read.json.canonical == observation.json.canonical)
        #expect(read.reading.completeness == reading.completeness && read.reading.evidence == reading.evidence)
        #expect(read.object == observation.object && read.collected == observation.collected)
    }

    @Test(
        arguments: [
            ("kind", nil), ("facts", []), ("object", ["kind": "moon", "id": "x"]), ("collected", "now"),
            ("evidence", [[:]]),
            ("completeness", ["state": "not-assessed"]), ("completeness", ["state": "partial", "reasons": [[:]]]),
            ("completeness", ["state": "perhaps"]),
        ] as [(String, JSONValue?)])
    func whatIsNotAnObservationIsRefused(member: String, value: JSONValue?) throws {
        var members = try #require(Self.observation("1").json.members)
        #expect(Observation(json: .object(members)) != nil)
        members[member] = value
        #expect(Observation(json: .object(members)) == nil)
    }

    @Test func theNewestOfEachObjectAndKindIsFound() async throws {
        let (_, programme, _) = try await open()
        try await programme.recordAssessment(
            id: "a1", subject: "s",
            observations: [
                Self.observation("1", day: 1), Self.observation("2", day: 3), Self.observation("3", day: 2),
                Self.observation("4", kind: "transit.http", day: 1), Self.observation("5", "back", day: 1),
                Self.observation("6", "back", day: 1), Self.observation("7", day: 9, subject: "other"),
            ], conclusion: Self.conclusion("held", [:]), at: Instant(microseconds: 5), actor: "test")
        func ids(_ day: Int) async throws -> Set<String> {
            Set(
                try await programme.newestObservations(
                    subject: "s", before: Instant(microseconds: 0).adding(days: day)
                ).map(\.id))
        }
        #expect(try await ids(10) == ["2", "4", "6"])
        #expect(try await ids(3) == ["2", "4", "6"])
        #expect(try await ids(2) == ["3", "4", "6"])
        #expect(try await ids(0) == [])
    }

    @Test func theLastAssessmentIsThePosture() async throws {
        let (journal, programme, database) = try await open()
        try await programme.recordAssessment(
            id: "a1", subject: "s", observations: [Self.observation("1")],
            conclusion: Self.conclusion("falls-short", ["c1": "broken", "c2": "unknown"]),
            at: Instant(microseconds: 5), actor: "test")
        try await programme.recordAssessment(
            id: "a2", subject: "s", observations: [],
            conclusion: Self.conclusion("held", ["c1": "held"]), at: Instant(microseconds: 6), actor: "test")
        let postures = try await database.read { transaction in
            try transaction.rows("SELECT control, status, assessment FROM postures ORDER BY control").map(\.values)
        }
        #expect(postures == [[.text("c1"), .text("held"), .text("a2")]])
        let subjects = try await programme.subjects()
        #expect(subjects.map(\.id) == ["s"] && subjects.map(\.description) == [["id": "s"]])
        #expect(try await journal.verify(scratch: SQLiteDatabase()).events == 3)
        let (_, event) = try await journal.receipt(of: "a1")
        #expect(event["body"]?["posture"]?.text == "falls-short")
    }

    @Test func anAssessmentIsRecordedWholeOrNotAtAll() async throws {
        let (journal, programme, _) = try await open()
        await #expect(throws: Fault.self) {
            try await programme.recordAssessment(
                id: "a1", subject: "s", observations: [Self.observation("1"), Self.observation("1")],
                conclusion: Self.conclusion("held", [:]), at: Instant(microseconds: 5), actor: "test")
        }
        await #expect(throws: Fault("programme.unreadable-event", ["id": "a1"])) {
            try await programme.recordAssessment(
                id: "a1", subject: "s", observations: [Self.observation("1")], conclusion: [:],
                at: Instant(microseconds: 5), actor: "test")
        }
        #expect(try await programme.newestObservations(subject: "s", before: Instant(microseconds: 9)).isEmpty)
        #expect(try await journal.verify(scratch: SQLiteDatabase()).events == 0)
    }

    @Test func everyKindOfEventHasItsRow() throws {
        let file = #filePath.components(upTo: "/Tests/") + "/docs/events.md"
        let lines = Run(["cat", file]).text.split(separator: "\n")
        let rows = lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Event ") }.map { line in
            line.split(separator: "|").map { $0.drop { $0 == " " } }
        }
        let kinds = rows.compactMap { $0.first.map { String($0.prefix { $0 != " " }) } }
        #expect(Set(kinds) == Set(EventKind.allCases.map(\.rawValue) + JournalEvent.allCases.map(\.rawValue)) && Set(kinds).count == kinds.count)
        for row in rows { #expect(row.count == 5 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
    }
}

extension String {
    fileprivate func components(upTo part: String) -> String {
        firstRange(of: part).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
