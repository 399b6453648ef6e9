import CanonicalJSON
import Files
import Glibc
import TestSupport
import Testing

/// Overlays as a person meets them: reports say whose a control is, and what was seen can be judged with them later.
@Suite(.timeLimit(.minutes(10))) struct OverlayCommandTests {
    private static let example = Program.root + "Examples/overlay-transport"
    private let folder = TemporaryFolder()
    private var data: [String] { ["--data", folder.path + "/data"] }

    private func system() -> String {
        folder.write("files/staff.txt", "staff no: TD 123456\nstaff number TD234567, TD-345678\n")
        return folder.write("system.yaml", SystemFile.good)
    }

    @Test func theExampleIsWell() {
        let run = Program.run(["rules", "check", "--overlay", Self.example])
        #expect(run.status == 0, "\(run.error)")
        #expect(
            run.text.contains(
                "overlay transport 1.0.0: 2 controls added, 2 of the centre made stricter, 3 rules, 1 det"))
    }

    @Test func everyReportSaysWhoseAControlIs() throws {
        let file = system()
        let out = folder.path + "/out"
        let run = Program.run(["assess", file, "--overlay", Self.example, "--output", out, "--lang", "zh-Hans"] + data)
        #expect(run.status == 1, "\(run.error)")
        #expect(run.text.contains("运输署（transport 1.0.0）") && run.text.contains("并非统筹部门的条款"))
        #expect(run.text.contains("Staff numbers are kept out of test stores [en]"))
        func read(_ name: String) throws -> [UInt8] { try BoundedFile.read(out + "/" + name, limit: 16 << 20) }
        let json = try JSONValue(parsing: read("assessment.json"))
        let overlay = try #require(json["overlays"]?.elements?.first)
        #expect(overlay["namespace"] == "transport" && overlay["version"] == "1.0.0")
        let digest = try #require(overlay["digest"]?.text)
        let verdicts = try #require(json["verdicts"]?.elements)
        let own = verdicts.filter { $0["overlay"] == "transport" }.compactMap { $0["control"]?.text }
        #expect(own == ["TRANSPORT-01", "TRANSPORT-02"])
        let tightened = verdicts.first { $0["control"] == "CLS-02" }
        #expect(tightened?["status"] == "broken" && tightened?["tightened"]?.elements?.count == 2)
        #expect(tightened?["breaches"]?.elements?.contains { $0["overlay"] == "transport" } == true)
        let page = String(decoding: try read("report.html"), as: UTF8.self)
        #expect(page.contains("overlay of Transport Department (transport 1.0.0): not a clause of the centre"))
        #expect(page.contains("<span lang=\"en\">Staff numbers are kept out of test stores</span>"))
        #expect(
            page.contains("<span lang=\"en\">Staff number of the Transport Department</span>") && page.contains(digest))
        let sarif = try JSONValue(parsing: read("results.sarif"))
        let tool = sarif["runs"]?.elements?.first?["tool"]
        #expect(tool?["extensions"]?.elements?.first?["properties"]?["sha256"]?.text == digest)
        let oscal = try read("assessment-results.json")
        #expect(String(decoding: oscal, as: UTF8.self).contains("transport 1.0.0 sha256:\(digest)"))
        let valid = Run(
            [
                "/usr/bin/python3", Program.root + "Tests/OSCALTests/validate.py",
                Program.root + "Tests/OSCALTests/oscal-1.2.3-schema.json",
            ], input: oscal)
        #expect(valid.status == 0, "\(valid.error)")
        let event = String(decoding: try read("receipt-event.json"), as: UTF8.self)
        #expect(event.contains(digest))
    }

    @Test func whatWasSeenIsRehearsedWithAnOverlay() throws {
        let file = system()
        #expect(Program.run(["assess", file] + data).status == 1)
        let run = Program.run(["rehearse", "--overlay", Self.example, "--format", "jsonl"] + data)
        #expect(run.status == 1, "\(run.error)")
        let changes = try run.text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        // Its detector was not there when the files were read: nothing is known of staff numbers, so nothing is held.
        #expect(changes.compactMap { $0["control"]?.text } == ["CLS-02", "TRANSPORT-02"])
        #expect(changes.map { $0["before"] } == ["held", .null])
        #expect(changes.allSatisfy { $0["after"]?["status"] == "unknown" })
        #expect(run.text.contains("assurance.seen-without-overlay"))
        // Beside a draft the overlay stands on both sides.
        folder.write("draft/x.yml", Self.draft)
        let both = Program.run(["rehearse", "--overlay", Self.example, "--rules", folder.path + "/draft"] + data)
        #expect(both.status == 1 && both.text.contains("TRANSPORT-02") && !both.text.contains("new →"), "\(both.text)")
    }

    private static let draft = """
        title: Test
        id: 11111111-2222-4333-8444-555555555556
        tags: [control.transport-02]
        logsource: {product: seawall, category: data.inventory}
        detection:
          old: {store.role: production}
          condition: old
        level: high

        """

    @Test func scanDataUsesItsDetectors() throws {
        _ = system()
        let plain = Program.run(["scan", "data", folder.path + "/files"] + data)
        #expect(plain.status == 0 && !plain.text.contains("transport"), "\(plain.text)")
        let run = Program.run(
            ["scan", "data", folder.path + "/files", "--overlay", Self.example, "--format", "json"] + data)
        #expect(run.status == 1)
        let reading = try #require(try JSONValue(parsing: run.output).elements?.first)
        #expect(reading["facts"]?["data.counts.transport-staff-number"] == 3)
        #expect(reading["facts"]?["centre.data.types"] == [])
        #expect(reading["overlays"]?.elements?.first?["namespace"] == "transport")
    }

    @Test func faultsAreOneLine() {
        let file = system()
        for (arguments, text) in [
            (["assess", file, "--overlay", folder.path + "/none"], "no such file"),
            (["assess", file, "--overlay", folder.path], "not an overlay"),
            (["assess", file, "--overlay", Self.example, "--overlay", Self.example], "name each overlay once"),
            (["rules", "check"], "--overlay DIR"), (["rehearse"], "--overlay DIR"),
            (["rehearse", "--overlay", Self.example, "--alone"], "--rules"),
        ] {
            let run = Program.run(arguments + (arguments[0] == "rules" ? [] : data))
            #expect(run.status == 2 && run.output.isEmpty, "\(arguments): \(run.error)")
            #expect(run.error.contains(text) && run.error.split(separator: "\n").count == 1, "\(run.error)")
        }
        _ = Run(["cp", "-r", Self.example, folder.path + "/own"])
        folder.write("own/i18n/en.json", "{}")
        let unnamed = Program.run(["rules", "check", "--overlay", folder.path + "/own"])
        #expect(unnamed.status == 2 && unnamed.error.contains("detectors.transport-staff-number"), "\(unnamed.error)")
    }
}
