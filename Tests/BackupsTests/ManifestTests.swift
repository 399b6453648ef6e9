import Backups
import CanonicalJSON
import Model
import Secrets
import Testing

@Suite(.timeLimit(.minutes(10))) struct ManifestTests {
    private static let manifest = BackupManifest(json: [
        "format": "seawall-backup", "version": 1, "made": "2026-11-27T00:00:00Z", "program": "seawall 1",
        "engine": "postgresql", "log": ["origin": "seawall.local/x", "size": 7, "root": "00ff"],
        "keys": ["included": false, "needed": ["signing": ["01020304"], "master": []]],
        "files": [["path": "log/checkpoint", "bytes": 9, "sha256": "ab"]],
    ])

    @Test func whatIsWrittenIsRead() throws {
        let manifest = try #require(Self.manifest)
        #expect(BackupManifest(json: manifest.json) == manifest)
        #expect(manifest.needed == [.signing: ["01020304"], .master: []] && manifest.engine == .postgresql)
    }

    @Test(arguments: [
        "/etc/passwd", "../keys/master", "a/../b", "a//b", "", ".hidden", "a/.hidden", "a/", "a\u{0}b",
        String(repeating: "a", count: 256),
    ])
    func pathsThatLeadElsewhereAreRefused(path: String) throws {
        var members = try #require(Self.manifest?.json.members)
        members["files"] = [["path": .string(path), "bytes": 1, "sha256": "00"]]
        #expect(BackupManifest(json: .object(members)) == nil)
    }

    @Test func aFileThatStandsTwiceOrTooManyAreRefused() throws {
        var members = try #require(Self.manifest?.json.members)
        let file: JSONValue = ["path": "a", "bytes": 1, "sha256": "00"]
        members["files"] = [file, file]
        #expect(BackupManifest(json: .object(members)) == nil)
        members["files"] = .array((0...100_000).map { ["path": .string("a\($0)"), "bytes": 1, "sha256": "00"] })
        #expect(BackupManifest(json: .object(members)) == nil)
        for name in ["format", "version", "made", "program", "engine", "log", "keys", "files"] {
            var fewer = try #require(Self.manifest?.json.members)
            fewer[name] = nil
            #expect(BackupManifest(json: .object(fewer)) == nil, "\(name)")
        }
    }
}
