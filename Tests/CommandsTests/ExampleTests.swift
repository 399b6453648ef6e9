import CanonicalJSON
import Files
import Glibc
import TestSupport
import Testing

/// The example of the project, as a person meets it.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ExampleTests {
    private let folder = TemporaryFolder()
    private let example = Program.root + "Examples/harbour-permits/"
    private var environment: [String: String] { ["HARBOUR_PORTS": "19440"] }

    private func prepare() throws {
        let run = Run([example + "prepare", folder.path + "/estate"], environment: environment)
        try #require(run.status == 0, "\(run.error)")
    }

    private func serving<Value>(_ variant: String, _ body: () throws -> Value) throws -> Value {
        let start = Run([example + "servers", "start", folder.path + "/estate", variant], environment: environment)
        try #require(start.status == 0, "\(start.error)")
        defer { _ = Run([example + "servers", "stop", folder.path + "/estate", variant], environment: environment) }
        return try body()
    }

    private func assess(_ variant: String, _ more: [String] = []) -> Run {
        Program.run(
            [
                "assess", "\(folder.path)/estate/\(variant)/system.yaml", "--data", "\(folder.path)/data-\(variant)",
                "--output",
                "\(folder.path)/out-\(variant)",
            ] + more)
    }

    @Test(arguments: [("as-found", Int32(1)), ("repaired", 0)])
    func comesOutAsExpectedAndProvesIt(variant: String, status: Int32) throws {
        try prepare()
        let run = try serving(variant) { assess(variant) }
        #expect(run.status == status, "\(run.text)\(run.error)")
        let out = "\(folder.path)/out-\(variant)"
        let check = Run([
            Program.root + "scripts/check-verdict", example + "expected.json", variant, out + "/assessment.json",
        ])
        #expect(check.status == 0, "\(check.error)")

        let oscal = try BoundedFile.read(out + "/assessment-results.json", limit: 64 << 20)
        let valid = Run(
            [
                "/usr/bin/python3", Program.root + "Tests/OSCALTests/validate.py",
                Program.root + "Tests/OSCALTests/oscal-1.2.3-schema.json",
            ], input: oscal)
        #expect(valid.status == 0, "\(valid.error)")

        let page = String(decoding: try BoundedFile.read(out + "/report.html", limit: 64 << 20), as: UTF8.self)
        for outside in ["=\"http", "<script", "<link", "src=", "@import", "url("] {
            #expect(!page.contains(outside), "the page reaches for \(outside)")
        }
        for language in ["en", "zh-Hant", "zh-Hans"] { #expect(page.contains("<main lang=\"\(language)\">")) }

        let receipt = Program.run([
            "ledger", "verify", "--receipt", out + "/receipt.tlog-proof", "--event", out + "/receipt-event.json",
            "--key",
            out + "/receipt-key.txt",
        ])
        #expect(receipt.status == 0, "\(receipt.error)")
        let ledger = Program.run(["ledger", "verify", "--data", "\(folder.path)/data-\(variant)"])
        #expect(ledger.status == 0, "\(ledger.error)")
    }

    @Test func noValueLeavesTheEstate() throws {
        try prepare()
        let variant = "as-found"
        _ = try serving(variant) { assess(variant) }
        let values = Run(
            [
                "python3", "-c",
                "import sqlite3,sys; [print(v) for r in sqlite3.connect(sys.argv[1]).execute('select hkid, phone, email from permits') for v in r]",
                "\(folder.path)/estate/as-found/permits.sqlite",
            ]
        ).text.split(separator: "\n")
        #expect(values.count > 300)
        for place in ["out-as-found", "data-as-found"] {
            let held = Run(["sh", "-c", "cat $(find \(folder.path)/\(place) -type f)"]).output
            let text = String(decoding: held, as: UTF8.self)
            for value in values {
                #expect(!text.contains(value), "a value of the estate is in \(place)")
            }
        }
    }

    @Test func twoRunsAtOnceBothSucceed() throws {
        try prepare()
        try serving("repaired") {
            let file = "\(folder.path)/estate/repaired/system.yaml"
            let command =
                "\(Program.binary) assess \(file) --content \(Program.root)Content --data \(folder.path)/shared"
            let run = Run([
                "sh", "-c", "\(command) > /dev/null & a=$!; \(command) > /dev/null; b=$?; wait $a && exit $b",
            ])
            #expect(run.status == 0, "\(run.error)")
        }
        let ledger = Program.run(["ledger", "verify", "--data", folder.path + "/shared"])
        #expect(ledger.status == 0, "\(ledger.error)")
    }

    @Test func thePastIsJudgedFromTheRecordAndTheFutureAges() throws {
        try prepare()
        try serving("repaired") {
            #expect(assess("repaired").status == 0)
            let later = assess("repaired", ["--as-of", "2199-01-01", "--format", "jsonl"])
            #expect(later.status == 1)
            #expect(later.text.contains("assurance.too-old"))
        }
        // Nobody listens any more: what the record holds of today is judged without a look.
        let rules = folder.path + "/draft"
        folder.write("draft/strict.yml", Self.draft)
        let rehearsed = Program.run(["rehearse", "--rules", rules, "--data", folder.path + "/data-repaired"])
        #expect(rehearsed.status == 1, "\(rehearsed.error)")
        #expect(rehearsed.text.contains("CRY-09"), "\(rehearsed.text)")
    }

    private static let draft = """
        title: TLS 1.2 is no longer enough
        id: 11111111-2222-4333-8444-555555555555
        tags: [control.cry-09]
        logsource: {product: seawall, category: transit.tls}
        detection:
          old: {tls.versions: TLSv1.2}
          condition: old
        level: high

        """
}
