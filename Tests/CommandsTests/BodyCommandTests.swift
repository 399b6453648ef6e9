import CanonicalJSON
import TestSupport
import Testing

/// A voluntary body as its own keepers and the centre's run the commands: it joins, agrees, takes its data along, leaves.
@Suite(.timeLimit(.minutes(15))) struct BodyCommandTests {
    private let temporary = TemporaryFolder()
    private var data: String { temporary.path + "/data" }
    private var export: String { temporary.path + "/export" }

    private func run(_ arguments: [String], _ place: [String]? = nil) -> Run {
        Program.run(arguments + (place ?? ["--data", data]))
    }

    @discardableResult
    private func succeeds(
        _ arguments: String..., place: [String]? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) -> String {
        let run = run(arguments, place)
        #expect(run.status == 0, "\(arguments): \(run.error)", sourceLocation: sourceLocation)
        return run.text
    }

    private func refused(
        _ arguments: String..., saying text: String, place: [String]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let run = run(arguments, place)
        #expect(run.status == 2 && run.error.contains(text), "\(run.error)", sourceLocation: sourceLocation)
        #expect(run.error.split(separator: "\n").count == 1 && run.text.isEmpty, sourceLocation: sourceLocation)
    }

    /// A government with a department and a school, with a director and a system that was assessed.
    private func join(_ place: [String]? = nil) {
        succeeds("department", "add", "gov", "--name", "Government", place: place)
        succeeds("department", "add", "port", "--name", "Port", "--parent", "gov", place: place)
        succeeds(
            "department", "add", "school", "--name", "School", "--parent", "gov", "--relation", "voluntary",
            place: place)
        succeeds("admin", "user", "add", "head", "--name", "陳大文", "--unit", "school", place: place)
        succeeds("admin", "office", "assign", "head", "director", "school", place: place)
        temporary.write("files/readme.txt", "nothing of note\n")
        let file = temporary.write("system.yaml", SystemFile.good.replacing("Harbour", with: "school"))
        let assessed = run(["assess", file], place)
        #expect(assessed.status < 2, "\(assessed.error)")
    }

    @Test func aBodyAgreesWhatIsSeenAndForHowLong() throws {
        join()
        #expect(succeeds("department", "agreements", "school").contains("Findings: nothing"))
        let first = succeeds(
            "department", "agree", "school", "--from", "2026-01-01", "--until", "2026-02-01", "--kind", "all")
        #expect(first.contains("Evidence: places and masked values"))
        let made = succeeds(
            "department", "agree", "school", "--from", "2026-02-01", "--show", "posture", "findings=counts",
            "--withhold",
            "tls.certificate")
        let id = try #require(made.firstMatch(of: #/[0-9A-Z]{26}/#).map { String($0.output) })
        let now = succeeds("department", "agreements", "school")
        #expect(now.contains("Findings: how many are open") && now.contains("Systems: nothing"))
        #expect(now.contains("withheld facts: tls.certificate"))
        let lines = now.split(separator: "\n").suffix(2)
        #expect(lines.first?.contains("past or replaced  posture=counts systems=all") == true)
        #expect(
            lines.last?.contains("\(id)  2026-02-01T00:00:00Z – –  in force  posture=counts findings=counts") == true)
        #expect(succeeds("department", "agreements", "school", "--lang", "zh-Hant").contains("發現事項: 未結事項的數目"))
        #expect(succeeds("department", "agreements", "school", "--lang", "zh-Hans").contains("发现项: 未结事项的数目"))
        let json = try succeeds("department", "agreements", "school", "--format", "json").split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))
        }
        #expect(json.map { $0["inForce"] } == [false, true])
        #expect(json.last?["shows"]?["findings"] == "counts" && json.last?["withheld"] == ["tls.certificate"])
        succeeds("department", "agreement-end", "school", id)
        #expect(succeeds("department", "agreements", "school").contains("Findings: nothing"))
        refused("department", "agreement-end", "school", id, saying: "has ended already")
        succeeds("ledger", "verify")
    }

    @Test func aBodyLeavesInADayAndTakesItsDataAlong() throws {
        join()
        succeeds("department", "agree", "school", "--kind", "findings")
        let left = succeeds("department", "leave", "school", "--export", export, "--erase")
        let lines = left.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].contains("systems 1, findings"), "\(left)")
        #expect(
            lines[1].contains("(units: 1, people: 1)") && lines[2].contains("people 1, private values 0"))
        #expect(try JSONValue(parsing: Run(["head", "-1", export + "/people.jsonl"]).output)["display"] == "陳大文")
        let sums = Run(["sh", "-c", "cd '\(export)' && sha256sum --check --quiet SHA256SUMS"])
        #expect(sums.status == 0, "\(sums.error)")
        let oscal = try JSONValue(parsing: Run(["cat", export + "/oscal/permits.assessment-results.json"]).output)
        #expect(oscal["assessment-results"]?["results"]?.elements?.count == 1)
        let key = temporary.write("key.txt", succeeds("ledger", "checkpoint", "--key"))
        let held = Program.run(["department", "verify", export, "--key", key])
        #expect(held.status == 0 && held.text.hasPrefix("the export of school is whole:"), "\(held.error)")
        // A single record, by the command that checks any receipt.
        let line = Run(["sh", "-c", "grep AssessmentConcluded '\(export)/events.jsonl'"]).text
        let id = try #require(JSONValue(parsing: Array(line.utf8))["id"]?.text)
        let event = temporary.write("event.json", line)
        let proven = Run(["sh", "-c", "grep '^{\"id\":\"\(id)\"' '\(export)/receipts.jsonl'"]).text
        let proof = temporary.write(
            "event.tlog-proof", try #require(JSONValue(parsing: Array(proven.utf8))["receipt"]?.text))
        let receipt = Program.run(["ledger", "verify", "--receipt", proof, "--event", event, "--key", key])
        #expect(receipt.status == 0, "\(receipt.error)")
        // The record of the centre is whole, and knows the school's people no more.
        succeeds("ledger", "verify")
        #expect(succeeds("ledger", "rebuild", "--check").contains("as the events give it"))
        #expect(succeeds("admin", "user", "list").isEmpty)
        #expect(!succeeds("department", "list").contains("school"))
        refused("department", "agreements", "school", saying: "there is no unit school")
        refused("department", "leave", "school", saying: "there is no unit school")
        // What was interrupted is completed by the same words.
        #expect(succeeds("department", "leave", "school", "--export", export, "--erase").contains("people 0"))
        let other = temporary.path + "/other"
        refused("department", "leave", "port", "--export", export, saying: "there is something in this folder already")
        succeeds("department", "export", "port", other)
        refused(
            "department", "leave", "school", "--export", other, "--erase", saying: "this is the export of port")
        #expect(Run(["sh", "-c", "printf x >> '\(export)/units.jsonl'"]).status == 0)
        refused(
            "department", "verify", export, saying: "\(export)/units.jsonl: this file is not as it was", place: [])
    }

    @Test func theSameGoesInPostgreSQL() {
        let place = ["--data", data, "--database", PostgresServer.shared.newDatabase()]
        join(place)
        succeeds("department", "agree", "school", "--kind", "counts", place: place)
        succeeds("department", "leave", "school", "--export", export, "--erase", place: place)
        #expect(Program.run(["department", "verify", export]).status == 0)
        succeeds("ledger", "verify", place: place)
        succeeds("ledger", "rebuild", "--check", place: place)
    }

    @Test func whatCannotBeIsSaidInOneLine() {
        succeeds("department", "add", "gov", "--name", "Government")
        succeeds("department", "add", "school", "--name", "School", "--relation", "voluntary")
        let agree = ["department", "agree", "school"]
        for (more, text) in [
            (["--show", "people"], "people is nothing that can be agreed to"),
            (["--show", "systems=counts"], "of systems there can be agreed to one of none, all"),
            (["--show", "findings", "findings=counts"], "findings is named twice"),
            (["--withhold", "TLS*"], "TLS* is no name of a fact"), (["--from", "someday"], "someday"),
            (["--from", "2027-01-01", "--until", "2026-01-01"], "the end must come after the beginning"),
        ] {
            let run = run(agree + more)
            #expect(run.status == 2 && run.error.contains(text), "\(more): \(run.error)")
            #expect(run.error.split(separator: "\n").count == 1 && run.text.isEmpty)
        }
        refused("department", "agree", "nowhere", saying: "there is no unit nowhere")
        refused("department", "agree", "gov", saying: "unit gov is governed")
        refused("department", "agreements", "gov", saying: "unit gov is governed")
        refused("department", "agreement-end", "school", "x", saying: "there is no agreement x")
        refused("department", "export", "nowhere", export, saying: "there is no unit nowhere")
        refused("department", "leave", "nowhere", "--export", export, saying: "there is no unit nowhere")
        refused("department", "verify", temporary.path, saying: "this file of the export is missing", place: [])
        let bare = run(["department", "leave", "school", "--erase"])
        #expect(bare.status != 0 && bare.error.contains("--erase needs --export"), "\(bare.error)")
        #expect(Run(["ls", temporary.path]).text == "data\n")
    }
}
