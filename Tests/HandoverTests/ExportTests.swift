import CanonicalJSON
import Engines
import Files
import Glibc
import Handover
import Identity
import Journal
import Model
import TestSupport
import Testing
import TransparencyLog

/// What a body takes along.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct ExportTests {
    @Test func itHoldsAllOfTheBodyAndNothingOfOthers() async throws {
        let fixture = try await HandoverFixture()
        let cast = try await fixture.fill()
        let report = try await fixture.export()
        let counts: [ExportKind: Int] = [
            .units: 2, .people: 3, .offices: 3, .agreements: 1, .systems: 1, .observations: 1, .assessments: 1,
            .results: 2, .findings: 1, .decisions: 2, .privateValues: 1,
            // Two units and a change; head and teacher with an office each; newcomer's move; assessor's office; agreement;
            // system, observation, assessment, finding, plan, question.
            .events: 16, .receipts: 16,
        ]
        #expect(report.counts == counts)
        for (kind, count) in counts { #expect(try fixture.records(kind.rawValue).count == count, "\(kind)") }
        let people = try fixture.records("people")
        #expect(Set(people.compactMap { $0["id"]?.text }) == [cast.head, cast.teacher, cast.newcomer])
        let names = Set(people.compactMap { $0["display"]?.text })
        #expect(names == ["Person head", "Person teacher", "Person newcomer"])
        #expect(try fixture.records("private-values").first?["text"] == "陳大文")
        #expect(try fixture.records("agreements").first?["shows"]?["findings"] == "all")
        #expect(try fixture.records("findings").first?["plan"]?["note"] == "new proxy")
        #expect(try fixture.records("findings").first?["acceptance"]?["askedBy"]?.text == "person:\(cast.teacher)")
        #expect(try fixture.records("decisions").map { $0["kind"]?.text } == ["ActionPlanned", "AcceptanceAsked"])
        let others = Run(["grep", "-rlE", "harbour|permits|Person (officer|assessor|mover)", fixture.folder])
        #expect(others.status == 1, "\(others.text)")
        #expect(Run(["find", fixture.folder, "-perm", "/077"]).text.isEmpty, "others could read it")
    }

    @Test func itIsCheckedWithoutThisProgramAndWithoutTheRecord() async throws {
        let fixture = try await HandoverFixture()
        _ = try await fixture.fill()
        try await fixture.export()
        let sums = Run(["sh", "-c", "cd \(fixture.folder) && sha256sum --check --quiet SHA256SUMS"])
        #expect(sums.status == 0, "\(sums.error)")
        let stored = try await fixture.check(fixture.journal)
        #expect(stored.unit == "school" && stored.events == 16)
        #expect(try await fixture.check() == stored)
        // One event by itself, as `seawall ledger verify` checks it.
        let event = try #require(fixture.records("events").last)
        let id = try #require(event["id"]?.text)
        let receipt = try #require(fixture.records("receipts").first { $0["id"]?.text == id }?["receipt"]?.text)
        try await ReceiptFile.verify(
            receipt: Array(receipt.utf8), event: event.canonicalBytes, log: fixture.journal.verifier())
        // What is recorded later changes nothing of that.
        try await fixture.unit("island", under: "gov", .governed)
        #expect(try await fixture.check(fixture.journal) == stored)
    }

    @Test func whateverIsChangedInItIsNamed() async throws {
        let fixture = try await HandoverFixture()
        _ = try await fixture.fill()
        try await fixture.export()
        for name in [
            "units.jsonl", "events.jsonl", "receipts.jsonl", "manifest.json", "checkpoint", "log-key.txt", "SHA256SUMS",
        ] {
            let file = "\(fixture.folder)/\(name)"
            let whole = Run(["cat", file]).output
            var changed = whole
            changed[whole.count / 2] ^= 0x01
            for (bytes, ids) in [
                (changed, ["handover.changed", "handover.not-signed"]),
                (whole + [0x0A], ["handover.changed", "handover.not-signed"]),
                (nil, ["handover.incomplete"]),
            ] as [([UInt8]?, [String])] {
                if let bytes { fixture.temporary.write("export/\(name)", bytes) } else { unlink(file) }
                let told = await faultOf { _ = try await fixture.check() }
                #expect(told.map { ids.contains($0.message.id) } == true, "\(name): \(told as Any)")
                #expect(told?.place?.file.hasPrefix(fixture.folder) == true)
            }
            fixture.temporary.write("export/\(name)", whole)
        }
        fixture.temporary.write("export/more.txt", "x")
        #expect(await faultOf { _ = try await fixture.check() }?.place?.file == "\(fixture.folder)/more.txt")
        unlink("\(fixture.folder)/more.txt")
        _ = try await fixture.check()
        let note = "\(fixture.folder)/SHA256SUMS.note"
        let signed = Run(["cat", note]).text
        fixture.temporary.write("export/SHA256SUMS.note", signed.replacing("export 2\n", with: "export 1\n"))
        let layout = Fault(
            "handover.other-layout", ["version": "1", "known": "2"], at: SourcePlace(file: note))
        #expect(await faultOf { _ = try await fixture.check() } == layout)
        fixture.temporary.write("export/SHA256SUMS.note", signed)
        let other = try await HandoverFixture()
        #expect(await faultOf { _ = try await fixture.check(other.journal) }?.message.id == "handover.not-signed")
    }

    @Test func aFolderThatIsThereIsLeftAsItIs() async throws {
        let fixture = try await HandoverFixture()
        _ = try await fixture.fill()
        #expect(
            await faultOf { try await fixture.export("nowhere") } == Fault("identity.no-unit", ["unit": "nowhere"]))
        fixture.temporary.write("export/x", "x")
        #expect(await faultOf { try await fixture.export() }?.message.id == "files.not-empty")
        #expect(Run(["ls", "-A", fixture.folder]).text == "x\n")
    }

    @Test(.enabled("needs the right to mount", { geteuid() == 0 })) func aFullDiskLeavesNothingBehind() async throws {
        let fixture = try await HandoverFixture()
        _ = try await fixture.fill()
        let mount = fixture.temporary.path + "/small"
        mkdir(mount, 0o700)
        try #require(Run(["mount", "-t", "tmpfs", "-o", "size=32k,mode=700", "tmpfs", mount]).status == 0)
        defer { _ = Run(["umount", "-l", mount]) }
        #expect(await faultOf { try await fixture.export(to: mount + "/export") }?.message.id == "files.disk-full")
        #expect(Run(["ls", "-A", mount]).text.isEmpty)
    }
}
