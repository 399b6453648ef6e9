import CanonicalJSON
import Glibc
import Model
import SQLiteStorage
import TestSupport
import Testing

@testable import Journal
@testable import Secrets

/// Keys from a file, an environment variable or a command.
@Suite(.timeLimit(.minutes(10))) struct KeySourceTests {
    private let fixture = JournalFixture()
    private let now = Instant(microseconds: 1_795_000_000_000_000)

    /// The content of a key file, made of a data folder's own keys.
    private func content() throws -> JSONValue {
        let other = JournalFixture()
        _ = try Keys(DataFolder(other.path), department: "dept-b")
        var members: [String: JSONValue] = [:]
        for purpose in ["fingerprint", "commitment", "signing"] {
            members[purpose] = try JSONValue(parsing: Run(["cat", other.path + "/keys/" + purpose]).output)
        }
        return .object(members)
    }

    private func file(_ value: JSONValue) -> String {
        let path = fixture.temporary.write("keys.json", value.pretty)
        chmod(path, 0o600)
        return path
    }

    private func command(_ script: String) -> KeySource {
        let path = fixture.temporary.write("give", "#!/bin/sh\n" + script)
        chmod(path, 0o700)
        return .command([path, "argument"])
    }

    @Test func optionsNameASource() throws {
        #expect(try KeySource(option: "a/b.json") == .file("a/b.json"))
        #expect(try KeySource(option: "env:SEAWALL_KEYS") == .environment("SEAWALL_KEYS"))
        #expect(try KeySource(option: "command:vault read  x") == .command(["vault", "read", "x"]))
        for option in ["", "command:", "command:  "] {
            #expect(throws: Fault("secrets.bad-source", ["value": option])) { try KeySource(option: option) }
        }
        #expect(try KeySource(option: "command:vault secret-thing").description == "command:vault")
    }

    @Test func aSecretOfAnotherServiceIsAllThatASourceGives() throws {
        let path = fixture.temporary.write("secret", "s3cret with spaces \r\n")
        chmod(path, 0o600)
        #expect(try KeySource(option: path).secret(limit: 64) == Array("s3cret with spaces ".utf8))
        #expect(try command("printf 'from a command\\n'").secret(limit: 64) == Array("from a command".utf8))
        #expect { _ = try command("printf %099d 1").secret(limit: 64) } throws: {
            ($0 as? Fault)?.message.id == "secrets.command-large"
        }
        chmod(path, 0o644)
        #expect { _ = try KeySource(option: path).secret(limit: 64) } throws: {
            ($0 as? Fault)?.message.id == "files.loose-mode"
        }
    }

    @Test func aFileTakesThePlaceOfTheFoldersOwnKeys() async throws {
        let path = file(try content())
        let journal = try await fixture.journal(keys: .file(path))
        #expect(journal.keys.department == "dept-b")
        try await journal.record(JournalFixture.events(2))
        for purpose in [KeyPurpose.signing, .commitment, .fingerprint] {
            _ = try await journal.rotate(purpose, at: now, actor: "test")
            let value = try JSONValue(parsing: Run(["cat", path]).output)
            #expect(value[purpose.rawValue]?.elements?.count == 2)
        }
        #expect(Run(["stat", "-c", "%a", path]).text == "600\n")
        #expect(Run(["ls", fixture.path + "/keys"]).text.isEmpty)
        let again = try await fixture.journal(keys: .file(path))
        #expect(try await again.verify(scratch: SQLiteDatabase()).events == 5)
        let own = await faultOf { _ = try await fixture.journal() }
        #expect(own?.message.id == "secrets.missing-key")
    }

    @Test func aFileThatOthersMayReadIsRefused() async throws {
        let path = file(try content())
        chmod(path, 0o640)
        let found = await faultOf { _ = try await fixture.journal(keys: .file(path)) }
        #expect(found?.message.id == "files.loose-mode" && found?.place?.file == path)
    }

    @Test func whatIsNotAKeyFileIsRefused() async throws {
        let good = try #require(try content().members)
        var lacking = good
        lacking["signing"] = nil
        var strange = good
        strange["sining"] = good["signing"]
        var twice = good
        twice["signing"] = .array([try #require(good["signing"]), try #require(good["signing"])])
        for value: JSONValue in [.object(lacking), .object(strange), .object(twice), [:], [1]] {
            let path = file(value)
            let found = await faultOf { _ = try await fixture.journal(keys: .file(path)) }
            #expect(found?.message.id == "secrets.bad-keys" && found?.place?.file == path)
        }
    }

    @Test func aCommandGivesKeysAndIsGivenNothing() async throws {
        let keys = try content().canonical
        let seen = fixture.temporary.path + "/seen"
        let held = open("/dev/null", O_RDONLY)
        defer { close(held) }
        setenv("SEAWALL_TEST_SECRET", "x", 1)
        let journal = try await fixture.journal(
            keys: command("env > \(seen); ls /proc/self/fd >> \(seen); echo \"$1\" >> \(seen); cat; echo '\(keys)'"))
        try await journal.record(JournalFixture.events(1))
        let text = Run(["cat", seen]).text
        #expect(text.contains("argument\n") && text.contains("PATH="))
        #expect(!text.contains("SEAWALL_TEST_SECRET"))
        // Those of ls: the standard three and the folder that it reads.
        #expect(text.split(separator: "\n").filter { Int($0) != nil } == ["0", "1", "2", "3"])
    }

    @Test func aCommandThatFailsIsNamedAndNothingElse() async throws {
        let cases = [
            ("echo secret >&2; exit 3", "secrets.command-failed"), ("kill -9 $$", "secrets.command-failed"),
            ("echo nonsense", "secrets.bad-keys"), ("yes", "secrets.command-large"),
        ]
        for (script, id) in cases {
            let source = command(script)
            let found = await faultOf { _ = try await fixture.journal(keys: source) }
            #expect(found?.message.id == id, "\(script)")
            #expect(found.map { !"\($0)".contains("secret>") && !"\($0)".contains("argument") } == true)
        }
        let missing = await faultOf {
            _ = try await fixture.journal(keys: .command([fixture.temporary.path + "/none"]))
        }
        #expect(missing?.message.id == "secrets.command-missing")
    }

    @Test(arguments: ["sleep 60", "exec 1>&-; sleep 60", "sleep 60 & exit 0"])
    func aCommandThatTakesTooLongIsEnded(script: String) throws {
        let path = fixture.temporary.write("slow", "#!/bin/sh\n\(script)\n")
        chmod(path, 0o700)
        let found = #expect(throws: Fault.self) {
            try SecretCommand(words: [path], limit: 100, milliseconds: 300).output()
        }
        #expect(found?.message.id == "secrets.command-slow")
    }

    @Test func rotationByACommandWantsTheNewKeyFirst() async throws {
        let first = try content()
        let second = try content()
        let given = fixture.temporary.write("given", first.canonical)
        let source = command("cat \(given)")
        let journal = try await fixture.journal(keys: source)
        try await journal.record(JournalFixture.events(1))
        let early = await faultOf { _ = try await journal.rotate(.signing, at: now, actor: "test") }
        #expect(early?.message.id == "secrets.not-first")
        var both = try #require(first.members)
        both["signing"] = .array([try #require(second["signing"]), try #require(first["signing"])])
        fixture.temporary.write("given", JSONValue.object(both).canonical)
        let open = try await fixture.journal(keys: source)
        let id = try await open.rotate(.signing, at: now, actor: "test")
        #expect(id == second["signing"]?["id"]?.text)
        let again = await faultOf { _ = try await open.rotate(.signing, at: now, actor: "test") }
        #expect(again?.message.id == "journal.rotated-meanwhile")
        #expect(try await fixture.journal(keys: source).verify(scratch: SQLiteDatabase()).events == 2)
    }

    @Test func anEnvironmentVariableGivesKeys() async throws {
        setenv("SEAWALL_TEST_KEYS", try content().canonical, 1)
        let journal = try await fixture.journal(keys: .environment("SEAWALL_TEST_KEYS"))
        #expect(journal.keys.department == "dept-b")
        let found = await faultOf { _ = try await fixture.journal(keys: .environment("SEAWALL_NO_KEYS")) }
        #expect(found?.message.id == "secrets.no-variable")
    }
}
