import CanonicalJSON
import Files
import TestSupport
import Testing

/// We keep the rules that we judge by: our own server, assessed by our own program, and the results sent to it.
@Suite(.timeLimit(.minutes(15))) struct OwnServerTests {
    /// What a machine without an encrypted disk cannot show, control by control, and of which stores. On an encrypted
    /// volume all of it is held: a store that is shown to be encrypted need not be readable.
    private static let withoutAnEncryptedDisk: [String: Open] = [
        // Nothing but the disk encrypts the record as a whole: what is sealed in it are people.
        "CLS-03": Open(status: "broken", stores: ["record", "state"]),
        // The folder holds files that no instrument can read: hashes of the log, pages of the database in use.
        "CLS-05": Open(status: "unknown", stores: ["state"]), "CLS-06": Open(status: "unknown", stores: ["state"]),
        "CLS-07": Open(status: "unknown", stores: ["state"]), "DEV-03": Open(status: "unknown", stores: ["state"]),
        "AST-06": Open(status: "unknown", stores: ["state"]), "CLS-02": Open(status: "unknown", stores: ["state"]),
        "CLS-09": Open(status: "unknown", stores: ["state"]), "CLS-10": Open(status: "unknown", stores: ["state"]),
    ]

    /// A control that is not held.
    private struct Open: Equatable {
        let status: String
        let stores: [String]
    }

    private struct Assessed {
        let run: Run
        let document: JSONValue

        var statuses: [String: String] {
            Dictionary(
                uniqueKeysWithValues: (document["verdicts"]?.elements ?? []).map {
                    ($0["control"]?.text ?? "", $0["status"]?.text ?? "")
                })
        }

        /// Those that instruments decide and that are not held, with the stores that are why.
        var open: [String: Open] {
            var open: [String: Open] = [:]
            for verdict in document["verdicts"]?.elements ?? [] where verdict["check"]?.text == "instrument" {
                guard let status = verdict["status"]?.text, !["held", "not-applicable"].contains(status) else {
                    continue
                }
                let why = (verdict["breaches"]?.elements ?? []) + (verdict["missing"]?.elements ?? [])
                let objects = Set(why.compactMap { $0["object"]?["id"]?.text })
                open[verdict["control"]?.text ?? ""] = Open(status: status, stores: objects.sorted())
            }
            return open
        }

        /// What only people can state, and nobody has.
        var unattested: [String] {
            (document["verdicts"]?.elements ?? []).filter {
                $0["check"]?.text == "attestation" && $0["status"]?.text == "unknown"
            }.compactMap { $0["control"]?.text }
        }
    }

    private func assess(_ own: Installation, _ more: String = "", options: [String] = []) throws -> Assessed {
        let out = own.folder.path + "/out"
        let run = Program.run(
            ["assess", try own.systemFile(more), "--data", own.folder.path + "/assessor", "--output", out] + options)
        let bytes = try BoundedFile.read(out + "/assessment.json", limit: 64 << 20)
        return Assessed(run: run, document: try JSONValue(parsing: bytes))
    }

    /// What an operator adds to the file: what people state, and what is decided to be lived with on such a machine.
    private func additions(_ assessed: Assessed, _ own: Installation) -> String {
        let today = Run(["date", "-u", "+%F"]).text.prefix(10)
        own.folder.write("evidence.txt", "This stands for the papers of an operator.\n")
        let digest = Run(["sha256sum", own.folder.path + "/evidence.txt"]).text.prefix(64)
        var text = "\nattestations:\n"
        for control in assessed.unattested {
            text += """
                  - {id: \(control.lowercased()), control: \(control), statement: met, by: {office: Operator}, on: \(today),
                     evidence: evidence.txt, sha256: \(digest)}

                """
        }
        guard !assessed.open.isEmpty else { return text }
        text += "\nwaivers:\n"
        for (control, open) in Self.withoutAnEncryptedDisk.sorted(by: { $0.key < $1.key }) {
            text += """
                  - {control: \(control), objects: [\(open.stores.joined(separator: ", "))], by: "Operator, Director",
                     reason: The disk of a machine for tests is not encrypted; nothing real lies on it,
                     from: \(today), until: \(today)}

                """
        }
        return text
    }

    @Test func ourOwnServerIsHeldAndKnowsIt() throws {
        let own = try Installation()
        try own.register("seawall")
        let bare = try assess(own)
        #expect(bare.run.status == 1, "\(bare.run.error)")
        #expect(bare.open.isEmpty || bare.open == Self.withoutAnEncryptedDisk, "\(bare.run.text)")
        #expect(bare.statuses.values.filter { $0 == "held" }.count >= 18, "\(bare.run.text)")

        let sending = [
            "--server", own.server.url, "--server-key", own.apiKey, "--server-ca", own.server.authority.root,
        ]
        let whole = try assess(own, additions(bare, own), options: sending)
        #expect(whole.run.status == 0 && whole.run.error.isEmpty, "\(whole.run.text)\(whole.run.error)")
        #expect(whole.document["posture"]?.text == "held" && whole.open.values.allSatisfy { $0.status == "waived" })

        // What the server has is what the program wrote, judged anew; a waiver is not the officer's to bring along.
        let list = try own.server.api("/systems/seawall/assessments", headers: own.headers)
        #expect(list["items"]?.elements?.count == 1)
        #expect(list["items"]?.elements?.first?["id"] == whole.document["id"])
        let results = try own.server.api("/results?system=seawall&limit=200", headers: own.headers)
        var taken: [String: String] = [:]
        for row in results["items"]?.elements ?? [] { taken[row["control"]?.text ?? ""] = row["status"]?.text }
        let expected = whole.statuses.map { ($0, $1 == "waived" ? bare.statuses[$0] ?? "" : $1) }
        #expect(taken == Dictionary(uniqueKeysWithValues: expected))
        let findings = try own.server.api("/findings?system=seawall&state=open", headers: own.headers)
        let controls = Set((findings["items"]?.elements ?? []).compactMap { $0["control"]?.text })
        #expect(controls == Set(bare.open.filter { $0.value.status == "broken" }.keys))
        let standing = try own.server.api("/systems/seawall", headers: own.headers)
        #expect(standing["posture"]?.text == (bare.open.isEmpty ? "held" : "falls-short"))
        #expect(standing["assessment"] == whole.document["id"])
        #expect(Run(["ls", own.folder.path + "/assessor/outbox"]).text.isEmpty)
    }

    /// Who finds the folder without its keys finds nobody in it, and nothing to sign in with.
    @Test func theFolderAloneTellsNothingOfPeople() throws {
        let own = try Installation()
        #expect(own.server.process.end() == 0)
        let held = Run(["sh", "-c", "cat $(find '\(own.data)' -type f)"]).output
        let text = String(decoding: held, as: UTF8.self)
        #expect(text.contains("Digital Policy Office"))
        for value in Installation.personal + own.secrets {
            #expect(value.count > 5 || value == Installation.personal[0])
            #expect(!text.contains(value), "“\(value)” is in the data folder")
        }
        #expect(Run(["ls", own.data + "/keys"]).text.isEmpty)
    }
}
