import CanonicalJSON
import Files
import Glibc
import TestSupport
import Testing

/// A server as docs/operation.md has it installed: keys and certificate outside the data folder, a department with its
/// officer, and a key by which the officer's programs hand results in.
struct Installation {
    static let officer = "tai-man"
    static let personal = ["陳大文", "tai-man.chan@dpo.example", officer]
    let folder = TemporaryFolder()
    let server: RunningServer
    /// What the officer typed and was shown: none of it may be found anywhere.
    let secrets: [String]
    var data: String { folder.path + "/data" }
    var apiKey: String { folder.path + "/credentials/api.key" }
    var headers: String { apiKey + ".header" }
    private var keys: String { folder.path + "/credentials/keys.json" }

    /// Puts the keys of a data folder into one file, and removes them there.
    private static let move = """
        import json, os, sys
        folder, file = sys.argv[1:]
        keys = {}
        for name in sorted(os.listdir(folder)):
            key = json.load(open(folder + "/" + name))
            keys[key.pop("purpose")] = [key]
            os.remove(folder + "/" + name)
        json.dump(keys, open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w"))
        """

    init() throws {
        let data = folder.path + "/data"
        folder.write("credentials/empty", "")
        func cli(_ arguments: String...) throws -> String {
            let run = Program.run(arguments + ["--data", data])
            try #require(run.status == 0, "\(run.error)")
            return run.text
        }
        _ = try cli("department", "add", "gov", "--name", "Government")
        _ = try cli("department", "add", "dpo", "--name", "Digital Policy Office", "--parent", "gov")
        _ = try cli("admin", "init", "root")
        let moved = Run(["python3", "-c", Self.move, data + "/keys", folder.path + "/credentials/keys.json"])
        try #require(moved.status == 0, "\(moved.error)")
        let outside = ["--keys", folder.path + "/credentials/keys.json", "--data", data]
        let added = Program.run(
            [
                "admin", "user", "add", Self.officer, "--name", Self.personal[0], "--email", Self.personal[1], "--unit",
                "dpo",
            ] + outside)
        try #require(added.status == 0, "\(added.error)")
        let assigned = Program.run(["admin", "office", "assign", Self.officer, "ditso", "dpo"] + outside)
        try #require(assigned.status == 0, "\(assigned.error)")
        server = RunningServer(data: data, in: folder, options: Array(outside.prefix(2)))
        let link = String(added.text.split(separator: "\n").last ?? "")
        let joined = Self.officer(server, ["join", link, folder.path + "/credentials/api.key"])
        try #require(joined.status == 0, "\(joined.error)")
        secrets = joined.text.split(separator: "\n").map(String.init) + [String(link.split(separator: "=").last ?? "")]
    }

    /// What an officer does in a browser.
    static func officer(_ server: RunningServer, _ arguments: [String]) -> Run {
        Run(
            ["python3", Program.root + "Tests/CommandsTests/Server/officer.py", server.url, server.authority.root]
                + arguments)
    }

    /// Enters a system in the register of the server.
    func register(_ id: String) throws {
        let body = """
            {"unit": "dpo", "name": {"en": "Seawall", "zh-Hant": "Seawall 平台", "zh-Hans": "Seawall 平台"}, "tier": 2,
            "grade": "restricted", "exposure": "internet", "personalData": true}
            """
        let answer = try server.api(
            "/systems/\(id)", headers: headers,
            more: [
                "-X", "PUT", "-H", "If-None-Match: *", "-H", "Content-Type: application/json", "--data", body,
            ])
        try #require(answer["id"]?.text == id, "\(answer.canonical)")
    }

    /// Examples/own-server/system.yaml, with the places of this installation, and more at its end.
    func systemFile(_ more: String) throws -> String {
        let list = Run([Program.root + "scripts/component-list", RunningServer.binary, Program.binary])
        try #require(list.status == 0, "\(list.error)")
        let components = folder.write("components.json", list.output)
        let example = try BoundedFile.read(Program.root + "Examples/own-server/system.yaml", limit: 1 << 20)
        var text = String(decoding: example, as: UTF8.self)
        for (place, own) in [
            ("seawall.example.gov.hk:443", "localhost:\(server.port)\n    trust: \(server.authority.root)"),
            ("plain-http: 80", "plain-http: \(Loopback.freePort())"), ("/var/lib/seawall", data),
            ("/opt/seawall/share/seawall/components.json", components),
        ] {
            try #require(text.contains(place), "the example does not speak of \(place)")
            text = text.replacing(place, with: own)
        }
        return folder.write("system.yaml", text + more)
    }
}
