import CanonicalJSON
import Glibc
import Model
import TestSupport
import Testing
import TransparencyLog

@testable import Journal

@Suite(.timeLimit(.minutes(10))) struct KeysTests {
    private let fixture = JournalFixture()

    private func fingerprint(_ keys: Keys, _ text: String) -> String {
        Array(text.utf8).withUnsafeBytes { keys.fingerprint($0) }
    }

    @Test func keysStayTheSameAndDifferBetweenFolders() throws {
        let keys = try Keys(DataFolder(fixture.path))
        let again = try Keys(DataFolder(fixture.path))
        let other = JournalFixture()
        let others = try Keys(DataFolder(other.path))
        #expect(fingerprint(keys, "A123456(3)") == fingerprint(again, "A123456(3)"))
        #expect(fingerprint(keys, "A123456(3)") != fingerprint(others, "A123456(3)"))
        #expect(fingerprint(keys, "A123456(3)") != fingerprint(keys, "A123456(4)"))
        #expect(fingerprint(keys, "").wholeMatch(of: #/[0-9a-f]{8}:[0-9a-f]{64}/#) != nil)
        #expect(Keys.origin(of: keys.firstSigningKey) == Keys.origin(of: again.firstSigningKey))
    }

    /// HMAC-SHA-256 as OpenSSL computes it.
    @Test func aFingerprintIsAnHMACUnderTheKeyInTheFile() throws {
        let keys = try Keys(DataFolder(fixture.path))
        let file = Run(["cat", fixture.path + "/keys/fingerprint"])
        let key = try #require(try JSONValue(parsing: file.output)["key"]?.text)
        let run = Run(
            ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(key)", "-r"], input: Array("abc".utf8))
        #expect(run.status == 0, "\(run.error)")
        #expect(run.text.prefix(64) == fingerprint(keys, "abc").dropFirst(9))
    }

    @Test func keyFilesNameKeyAndDepartment() throws {
        let keys = try Keys(DataFolder(fixture.path), department: "dept-a")
        #expect(keys.department == "dept-a")
        for purpose in ["fingerprint", "commitment", "signing"] {
            let value = try JSONValue(parsing: Run(["cat", fixture.path + "/keys/" + purpose]).output)
            #expect(value["department"]?.text == "dept-a" && value["id"]?.text?.utf8.count == 8)
        }
        #expect(try Keys(DataFolder(fixture.path)).department == "dept-a")
    }

    @Test func keysMadeAtOnceAreOne() async throws {
        let path = fixture.path
        let found = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let keys = try Keys(DataFolder(path))
                    return Keys.origin(of: keys.firstSigningKey)
                        + Array("x".utf8).withUnsafeBytes { keys.fingerprint($0) }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(found.count == 1)
        #expect(Run(["ls", path + "/keys"]).text == "commitment\nfingerprint\nsigning\n")
    }

    @Test(
        arguments: ["keys/signing", "keys/commitment", "keys/fingerprint", "keys", "log", ""], [0o640, 0o604, 0o710])
    func looseModesAreRefused(name: String, mode: mode_t) async throws {
        _ = try await fixture.journal()
        let path = name.isEmpty ? fixture.path : fixture.path + "/" + name
        chmod(path, mode | 0o700)
        let found = await faultOf { _ = try await fixture.journal() }
        #expect(found?.message.id == "files.loose-mode")
        #expect(found?.place?.file == path)
        #expect(found?.message.arguments["mode"] == String(mode | 0o700, radix: 8))
    }

    @Test(arguments: ["{}", "", "[1", #"{"purpose":"signing","department":"x","id":"00000000","key":"00"}"#])
    func aBadKeyIsNamed(content: String) async throws {
        _ = try await fixture.journal()
        let path = fixture.temporary.write("data/keys/commitment", content)
        let found = await faultOf { _ = try await fixture.journal() }
        #expect(found?.message.id == "secrets.bad-key")
        #expect(found?.place?.file == path)
    }

    @Test(arguments: ["signing", "commitment", "fingerprint"])
    func aLostKeyIsNotReplacedByANewOne(purpose: String) async throws {
        try await fixture.journal().record(JournalFixture.events(1))
        let path = fixture.path + "/keys/" + purpose
        unlink(path)
        let found = await faultOf { _ = try await fixture.journal() }
        #expect(found?.message.id == "secrets.missing-key")
        #expect(found?.place?.file == path)
        #expect(access(path, F_OK) != 0)
    }
}
