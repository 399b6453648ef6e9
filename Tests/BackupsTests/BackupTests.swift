import Backups
import CanonicalJSON
import Engines
import Glibc
import Journal
import Model
import Secrets
import Storage
import Synchronization
import TestSupport
import Testing

/// Backups of a record that is in use, restored into either kind of database.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct BackupTests {
    private let fixture = BackupFixture()
    private var ownKeys: KeySource { .folder(fixture.data + "/keys") }

    /// How far a writer has come.
    private final class Progress: Sendable {
        private let acknowledged = Mutex(0)
        private let stopped = Mutex(false)

        var count: Int { acknowledged.withLock { $0 } }
        var isStopped: Bool { stopped.withLock { $0 } }

        func acknowledge(_ count: Int) { acknowledged.withLock { $0 = count } }
        func stop() { stopped.withLock { $0 = true } }
    }

    @Test(arguments: Engine.allCases) func allThatWasAcknowledgedIsInABackupMadeBesideAWriter(into: Engine) async throws
    {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<600))
        let progress = Progress()
        progress.acknowledge(600)
        let before = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !progress.isStopped {
                    let count = progress.count
                    try await journal.record(BackupFixture.events(count..<count + 7))
                    progress.acknowledge(count + 7)
                }
            }
            while progress.count < 614 { await Task.yield() }
            let before = progress.count
            try await fixture.makeBackup()
            progress.stop()
            try await group.waitForAll()
            return before
        }
        let target = BackupFixture.Target(fixture, into)
        let report = try await target.restore(fixture.backup, keys: ownKeys)
        #expect(report.events >= UInt64(before) && report.events <= UInt64(progress.count))
        // A program that opens it afterwards finds it whole, and each event where it was.
        let restored = try await target.journal()
        #expect(try await restored.verify(scratch: BackupFixture.scratch()) == report)
        let events = try await BackupFixture.content(target.database())["events"]
        let all = try await BackupFixture.content(fixture.database())["events"]
        #expect(events == all.map { Array($0.prefix(Int(report.events))) })
        let counts = try await target.database().read { transaction in
            try transaction.rows("SELECT n FROM counts ORDER BY kind").map { $0.integer("n") }
        }
        #expect(counts.reduce(0, +) == Int64(report.events))
        // It goes on from there.
        try await restored.record([
            Event(id: "next", kind: "Even", subject: "s", at: BackupFixture.now, actor: "t", body: [:])
        ])
        #expect(try await restored.verify(scratch: BackupFixture.scratch()).events == report.events + 1)
    }

    @Test(arguments: Engine.allCases) func everyTableIsAsItWas(into: Engine) async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<300))
        try await fixture.seal(journal)
        _ = try await journal.rotate(.commitment, at: BackupFixture.now, actor: "test")
        _ = try await journal.rotate(.signing, at: BackupFixture.now, actor: "test")
        try await journal.record(BackupFixture.events(300..<310))
        let report = try await fixture.makeBackup()
        #expect(report.manifest.size == 313 && report.manifest.needed[.commitment]?.count == 2)
        #expect(report.manifest.needed[.master]?.count == 1 && !report.manifest.hasKeys)
        #expect(Run(["find", fixture.backup, "-perm", "/077"]).text.isEmpty, "others could read it")
        let target = BackupFixture.Target(fixture, into)
        #expect(try await target.restore(fixture.backup, keys: ownKeys).events == 313)
        #expect(try await BackupFixture.content(target.database()) == BackupFixture.content(fixture.database()))
        let (old, new) = (try await journal.verifier(), try await target.journal().verifier())
        #expect(old == new)
        #expect(try await target.journal().checkpoint() == journal.checkpoint())
        #expect(Run(["find", target.folder, "-perm", "/077"]).text.isEmpty, "others could read it")
        #expect(fixture.names.filter { $0.contains("partial") }.isEmpty)
    }

    @Test func otherFilesOfTheFolderComeAlongAndSecretsOnlyWhereAskedFor() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<3))
        try await fixture.seal(journal)
        for name in ["outbox/waiting/a.json", "log/cosigned/witness.txt", "tls/key.pem"] {
            fixture.temporary.write("data/" + name, name)
        }
        try await fixture.makeBackup()
        let bare = Run(["find", fixture.backup, "-type", "f", "-printf", "%P\n"]).text.split(separator: "\n").sorted()
        #expect(
            bare == [
                "database", "log/checkpoint", "log/cosigned/witness.txt", "manifest.json", "manifest.note",
                "outbox/waiting/a.json",
            ])
        let full = fixture.temporary.path + "/full"
        try await fixture.makeBackup(full, withKeys: true)
        let secrets = Run(["find", full, "-type", "f", "-printf", "%P\n"]).text.split(separator: "\n").map(String.init)
        #expect(
            Set(secrets).subtracting(bare.map(String.init)) == [
                "keys/commitment", "keys/fingerprint", "keys/master", "keys/signing", "tls/key.pem",
            ])
        let target = BackupFixture.Target(fixture, Engine.current)
        _ = try await target.restore(full, keys: nil)
        #expect(Run(["cat", target.folder + "/outbox/waiting/a.json"]).text == "outbox/waiting/a.json")
        #expect(Run(["cat", target.folder + "/tls/key.pem"]).text == "tls/key.pem")
        #expect(Run(["diff", "-r", fixture.data + "/keys", target.folder + "/keys"]).status == 0)
    }

    @Test func withoutItsKeysABackupIsRefusedAndNamesThem() async throws {
        let journal = try await fixture.journal()
        try await fixture.seal(journal)
        let needed = try await fixture.makeBackup().manifest.needed
        let target = BackupFixture.Target(fixture, Engine.current)
        let apart = await faultOf { _ = try await target.restore(fixture.backup, keys: nil) }
        #expect(apart?.message.id == "backups.keys-apart")
        let list = try #require(apart?.message.arguments["keys"])
        for id in needed.values.joined() { #expect(list.contains(id)) }
        // The keys of another record, and then all but the master key.
        let other = BackupFixture()
        _ = try await other.seal(other.journal())
        let foreign = await faultOf {
            _ = try await target.restore(fixture.backup, keys: .folder(other.data + "/keys"))
        }
        #expect(foreign?.message.id == "backups.keys-missing")
        #expect(Run(["cp", "-a", fixture.data + "/keys", fixture.temporary.path + "/kept"]).status == 0)
        let kept = KeySource.folder(fixture.temporary.path + "/kept")
        #expect(Run(["rm", fixture.temporary.path + "/kept/master"]).status == 0)
        let masterless = await faultOf { _ = try await target.restore(fixture.backup, keys: kept) }
        #expect(masterless?.message.id == "secrets.missing-key")
        #expect(masterless?.place?.file == fixture.temporary.path + "/kept/master")
        #expect(try await target.isUntouched())
    }

    @Test func keysOfAFileAreCopiedAndThoseOfACommandStayThere() async throws {
        let journal = try await fixture.journal()
        try await fixture.seal(journal)
        try await fixture.makeBackup()
        var members: [String: JSONValue] = [:]
        for purpose in ["fingerprint", "commitment", "signing", "master"] {
            members[purpose] = try JSONValue(parsing: Run(["cat", fixture.data + "/keys/" + purpose]).output)
        }
        let file = fixture.temporary.write("keys.json", JSONValue.object(members).pretty)
        chmod(file, 0o600)
        let first = BackupFixture.Target(fixture, Engine.current, "first")
        _ = try await first.restore(fixture.backup, keys: KeySource(folderOr: file))
        #expect(Run(["diff", "-r", fixture.data + "/keys", first.folder + "/keys"]).status == 0)
        let second = BackupFixture.Target(fixture, Engine.current, "second")
        _ = try await second.restore(fixture.backup, keys: KeySource(folderOr: "command:cat \(file)"))
        #expect(Run(["ls", second.folder + "/keys"]).text.isEmpty)
        #expect(try KeySource(folderOr: fixture.data + "/keys") == ownKeys)
    }

    /// Whatever file of it is changed, cut or taken away: it is named, and nothing is written.
    @Test func aDamagedBackupIsRefusedAndTheFileNamed() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        fixture.temporary.write("data/outbox/a.json", "{}")
        try await fixture.makeBackup()
        let target = BackupFixture.Target(fixture, Engine.current)
        var cases = 0
        for name in ["database", "log/checkpoint", "manifest.json", "manifest.note", "outbox/a.json"] {
            let file = fixture.backup + "/" + name
            let whole = Run(["cat", file]).output
            func refused(_ bytes: [UInt8]?, _ ids: Set<String>, _ what: String) async {
                if let bytes { fixture.temporary.write("backup/" + name, bytes) } else { unlink(file) }
                let fault = await faultOf { _ = try await target.restore(fixture.backup, keys: ownKeys) }
                #expect(fault.map { ids.contains($0.message.id) } == true, "\(name) \(what): \(fault as Any)")
                // A digest that does not fit may be wrong on either side.
                let places = name == "manifest.note" ? [file, fixture.backup + "/manifest.json"] : [file]
                #expect(places.contains(fault?.place?.file ?? ""), "\(name) \(what): \(fault as Any)")
                cases += 1
            }
            for place in [0, whole.count / 3, whole.count / 2, whole.count - 1] {
                var changed = whole
                changed[place] ^= 0x01
                await refused(changed, ["backups.changed", "backups.not-signed"], "at \(place)")
            }
            await refused(whole.dropLast(), ["backups.changed"], "cut")
            await refused(whole + [0x0A], ["backups.changed"], "longer")
            await refused(nil, ["backups.incomplete"], "absent")
            fixture.temporary.write("backup/" + name, whole)
        }
        #expect(cases == 35)
        #expect(try await target.isUntouched())
        #expect(try await target.restore(fixture.backup, keys: ownKeys).events == 5)
    }

    @Test func aManifestThatTheLogsKeyDidNotSignIsRefused() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        try await fixture.makeBackup()
        // Somebody changes it, makes the digest fit, and signs as another record.
        let other = BackupFixture()
        _ = try await other.journal()
        try await other.makeBackup()
        let manifest = Run(["sed", "s/test 1/test 2/", fixture.backup + "/manifest.json"]).output
        fixture.temporary.write("backup/manifest.json", manifest)
        let digest = String(Run(["sha256sum", fixture.backup + "/manifest.json"]).text.prefix(64))
        let forged = Run(["sed", "2s/.*/\(digest)/", fixture.backup + "/manifest.note"]).output
        fixture.temporary.write("backup/manifest.note", forged)
        let target = BackupFixture.Target(fixture, Engine.current)
        let fault = await faultOf { _ = try await target.restore(fixture.backup, keys: ownKeys) }
        #expect(fault?.message.id == "backups.not-signed")
        fixture.temporary.write(
            "backup/manifest.note", Run(["cat", other.backup + "/manifest.note"]).output)
        let swapped = await faultOf { _ = try await target.restore(fixture.backup, keys: ownKeys) }
        #expect(swapped?.message.id == "backups.changed")
        #expect(try await target.isUntouched())
    }

    @Test func aNewerLayoutIsRefused() async throws {
        _ = try await fixture.journal()
        try await fixture.makeBackup()
        let note = Run(["sed", "1s/backup 1/backup 2/", fixture.backup + "/manifest.note"]).output
        fixture.temporary.write("backup/manifest.note", note)
        let fault = await faultOf { _ = try await StoredBackup.open(fixture.backup) }
        #expect(fault == Fault("backups.newer", ["version": "2"], at: SourcePlace(file: fixture.backup)))
    }

    @Test func onlyWhatIsEmptyIsFilled() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        try await fixture.makeBackup()
        let again = await faultOf { try await fixture.makeBackup() }
        #expect(again == Fault("files.not-empty", at: SourcePlace(file: fixture.backup)))
        let target = BackupFixture.Target(fixture, Engine.current)
        _ = try await target.restore(fixture.backup, keys: ownKeys)
        let content = try await BackupFixture.content(target.database())
        let filled = await faultOf { _ = try await target.restore(fixture.backup, keys: ownKeys) }
        #expect(filled == Fault("files.not-empty", at: SourcePlace(file: target.folder)))
        if target.place != nil {
            // Another folder, but the same database.
            #expect(Run(["mv", target.folder, target.folder + ".away"]).status == 0)
            let there = await faultOf { _ = try await target.restore(fixture.backup, keys: ownKeys) }
            #expect(there?.message.id == "storage.not-empty")
            #expect(Run(["ls", "-d", target.folder]).status != 0)
        }
        #expect(try await BackupFixture.content(target.place?.open() ?? target.database()) == content)
    }

    @Test func whatCannotBeBackedUpIsNamed() async throws {
        let absent = await faultOf { _ = try DataFolder(existing: fixture.data) }
        #expect(absent == Fault("journal.no-record", at: SourcePlace(file: fixture.data)))
        #expect(fixture.names.isEmpty)
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        let inside = await faultOf { try await fixture.makeBackup(fixture.data + "/backups/monday") }
        #expect(inside?.message.id == "backups.inside-data")
        let wrong: BackupManifest.Engine = Engine.current == .sqlite ? .postgresql : .sqlite
        let elsewhere = await faultOf {
            _ = try BackupMaker(
                folder: DataFolder(existing: fixture.data), keys: nil, database: fixture.database(), engine: wrong,
                program: "test")
        }
        #expect(
            elsewhere?.message.id
                == (Engine.current == .sqlite ? "journal.record-in-files" : "journal.record-in-database"))
        #expect(fixture.names == ["data"])
    }

    /// A record whose events are not those that were signed over makes no backup that looks like one.
    @Test func aRecordThatWasTamperedWithIsNotBackedUp() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        try await fixture.database().write { transaction in
            try transaction.execute(
                """
                UPDATE events SET commitment = (SELECT commitment FROM events WHERE id = 'e1') WHERE id = 'e2'
                """)
        }
        let fault = await faultOf { try await fixture.makeBackup() }
        #expect(fault?.message.id == "journal.other-root")
        #expect(fixture.names == ["data"])
    }

    /// What the signature over the manifest does not show, the events do: a keeper of the keys put the tables together.
    @Test func tablesThatTheEventsDoNotGiveAreFoundAfterwardsAndTakenAway() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        try await fixture.database().write { try $0.execute("UPDATE counts SET n = 99 WHERE kind = 'Odd'") }
        try await fixture.makeBackup()
        let target = BackupFixture.Target(fixture, Engine.current)
        let fault = await faultOf { _ = try await target.restore(fixture.backup, keys: ownKeys) }
        #expect(fault == Fault("journal.table-changed", ["table": "counts"]))
        #expect(try await target.isUntouched())
    }

    @Test func aNewerProgramMakesItsNewTablesFromTheEvents() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        try await fixture.makeBackup()
        let target = BackupFixture.Target(fixture, Engine.current)
        let later: [any Projection] = [BackupFixture.Counts(), BackupFixture.Subjects()]
        #expect(try await target.restore(fixture.backup, keys: ownKeys, projections: later).events == 5)
        let ids = try await target.database().read { try $0.rows("SELECT id FROM subjects ORDER BY id").count }
        #expect(ids == 5)
        // The other way round it is refused: the older program would lose what it does not know.
        let newer = fixture.temporary.path + "/newer"
        let maker = try BackupMaker(
            folder: DataFolder(existing: target.folder), keys: nil, database: target.database(),
            engine: target.place == nil ? .sqlite : .postgresql, program: "test 2")
        _ = try await maker.make(newer, withKeys: true, at: BackupFixture.now)
        let older = BackupFixture.Target(fixture, Engine.current, "older")
        let fault = await faultOf { _ = try await older.restore(newer, keys: nil) }
        #expect(fault == Fault("storage.newer", ["step": "test-0002-subjects"]))
        #expect(try await older.isUntouched())
    }

    @Test func whatCannotBeTakenOutAgainIsSaid() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<5))
        try await fixture.makeBackup()
        let target = BackupFixture.Target(fixture, .postgres)
        let fault = await faultOf {
            _ = try await target.restore(fixture.backup, keys: ownKeys) { [place = target.place] in
                // Somebody else has begun to use the table, which therefore cannot go.
                place?.tamper("CREATE VIEW kinds AS SELECT kind FROM counts")
                throw Fault("test.no-scratch")
            }
        }
        #expect(fault?.message.id == "backups.not-cleared")
        #expect(fault?.message.arguments["first"] == "test.no-scratch")
        let second = try #require(fault?.message.arguments["second"])
        // dependent_objects_still_exist (PostgreSQL, appendix A).
        #expect(second.contains("2BP01"))
    }

    @Test func aRestoreThatIsCancelledLeavesNothing() async throws {
        let journal = try await fixture.journal()
        try await journal.record(BackupFixture.events(0..<600))
        try await fixture.makeBackup()
        for milliseconds in [0, 10, 30, 90] {
            let target = BackupFixture.Target(fixture, Engine.current, "cancelled-\(milliseconds)")
            let keys = ownKeys
            let task = Task { try await target.restore(fixture.backup, keys: keys) }
            try await Task.sleep(for: .milliseconds(milliseconds))
            task.cancel()
            // It may have been done before it heard.
            if case .failure(let error) = await task.result {
                #expect(error is CancellationError)
                #expect(try await target.isUntouched(), "after \(milliseconds) ms")
            }
            #expect(fixture.names.filter { $0.contains("partial") }.isEmpty)
        }
    }

    @Test(.enabled("needs the right to mount", { geteuid() == 0 })) func aFullDiskLeavesNothingBehind() async throws {
        let journal = try await fixture.journal()
        for start in stride(from: 0, to: 4_000, by: 1_000) {
            try await journal.record(BackupFixture.events(start..<start + 1_000))
        }
        let mount = fixture.temporary.path + "/small"
        mkdir(mount, 0o700)
        try #require(Run(["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", mount]).status == 0)
        defer { _ = Run(["umount", "-l", mount]) }
        let fault = await faultOf { try await fixture.makeBackup(mount + "/backup") }
        #expect(fault?.message.id == "files.disk-full")
        #expect(Run(["ls", "-A", mount]).text.isEmpty)
        // A file system that is mounted there cannot be taken the place of; a folder inside it can be made.
        #expect(Run(["mount", "-o", "remount,size=64m", mount]).status == 0)
        let mounted = await faultOf { try await fixture.makeBackup(mount) }
        #expect(mounted == Fault("files.mounted", at: SourcePlace(file: mount)))
        try await fixture.makeBackup(mount + "/backup")
        #expect(try await StoredBackup.open(mount + "/backup").manifest.size == 4_000)
    }
}
