import Files
import TestSupport
import Testing

/// The server as a service of systemd: the unit, and what it is told.
@Suite(.timeLimit(.minutes(15))) struct ServiceUnitTests {
    private let folder = TemporaryFolder()
    private static let packaging = Program.root + "Packaging/systemd/"

    /// The unit where systemd looks for it, its program where this build has it.
    private func install(dropIn: String? = nil) throws {
        func text(_ name: String) throws -> String {
            let text = String(
                decoding: try BoundedFile.read(Self.packaging + name, limit: 1 << 16), as: UTF8.self)
            return text.replacing("/opt/seawall/bin/seawall-server", with: RunningServer.binary)
        }
        folder.write("units/seawall.service", try text("seawall.service"))
        if let dropIn { folder.write("units/seawall.service.d/\(dropIn)", try text(dropIn)) }
    }

    private func analyze(_ arguments: String...) -> Run {
        Run(
            ["systemd-analyze"] + arguments + [folder.path + "/units/seawall.service"],
            environment: ["SYSTEMD_UNIT_PATH": folder.path + "/units:"])
    }

    /// Exposure runs from 0, where nothing can be done, to 100; the right to a port costs some points.
    @Test(arguments: [(nil, 15), ("port-443.conf", 17), ("keys-as-credential.conf", 15)])
    func systemdTakesTheUnitAndFindsItTight(dropIn: String?, limit: Int) throws {
        try install(dropIn: dropIn)
        let verified = analyze("verify", "--recursive-errors=no", "--man=no")
        #expect(verified.status == 0 && verified.error.isEmpty, "\(verified.error)")
        let secure = analyze("security", "--offline=true", "--no-pager", "--threshold=\(limit)")
        #expect(secure.status == 0, "\(secure.text.suffix(200))\(secure.error)")
        let unsafe = analyze("security", "--offline=true", "--no-pager", "--threshold=5")
        #expect(unsafe.status != 0)
    }

    @Test func theBackupsAreAsTightAndTheirTimerIsTaken() {
        for name in ["seawall-backup.service", "seawall-backup.timer"] {
            let verified = Run(
                [
                    "sh", "-c",
                    "cp '\(Self.packaging)\(name)' . && sed -i s,/opt/seawall/share/seawall/systemd/,\(Self.packaging), \(name)",
                ],
                folder: folder.path)
            #expect(verified.status == 0, "\(verified.error)")
        }
        let environment = ["SYSTEMD_UNIT_PATH": folder.path + ":"]
        let verified = Run(
            [
                "systemd-analyze", "verify", "--recursive-errors=no", "--man=no",
                folder.path + "/seawall-backup.service",
                folder.path + "/seawall-backup.timer",
            ], environment: environment)
        #expect(verified.status == 0 && verified.error.isEmpty, "\(verified.error)")
        let secure = Run(
            [
                "systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=15",
                folder.path + "/seawall-backup.service",
            ], environment: environment)
        #expect(secure.status == 0, "\(secure.text.suffix(200))\(secure.error)")
    }

    @Test func aNightlyBackupMakesRoomForItselfOnlyOnceItIsThere() throws {
        let data = folder.path + "/data"
        #expect(Program.run(["admin", "init", "chief", "--data", data]).status == 0)
        let kept = ["2026-01-01T013000Z", "2026-02-01T013000Z", "holiday pictures"]
        for name in kept { folder.write("backups/\(name)/file", "x") }
        let old = Run(
            ["touch", "-d", "40 days ago", "backups/\(kept[0])", "backups/\(kept[2])"], folder: folder.path)
        #expect(old.status == 0)
        func backUp(_ options: String...) -> Run {
            Run(
                [Self.packaging + "seawall-backup", folder.path + "/backups", "30"] + options,
                environment: ["SEAWALL": Program.binary])
        }
        func names() -> [String] {
            Run(["ls", folder.path + "/backups"]).text.split(separator: "\n").map(String.init)
        }
        #expect(backUp("--data", folder.path + "/nowhere").status == 2)
        #expect(names() == kept)
        let made = backUp("--data", data, "--content", Program.root + "Content")
        #expect(made.status == 0, "\(made.error)")
        let left = names()
        #expect(left.count == 3 && left[0] == kept[1] && left[2] == kept[2])
        #expect(Run(["ls", folder.path + "/backups/" + left[1]]).text.contains("manifest.note"))
    }

    /// What a service manager hears, in order.
    private static let manager = """
        import os, signal, socket, subprocess, sys
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        place = sys.argv[1]
        heard.bind(place.replace("@", chr(0)))
        heard.settimeout(60)
        server = subprocess.Popen(sys.argv[2:], env={**os.environ, "NOTIFY_SOCKET": place}, stderr=subprocess.DEVNULL)
        def hear(): print(*(line.split("=")[0] for line in heard.recv(1000).decode().split("\\n")))
        try:
            hear()
            server.send_signal(signal.SIGHUP)
            hear(), hear()
            server.terminate()
            hear()
            print(server.wait(60))
        finally:
            server.kill()
        """

    @Test(arguments: ["path", "abstract"])
    func theServiceManagerIsToldHowTheServerIs(kind: String) {
        let port = Loopback.freePort()
        let place = kind == "path" ? folder.path + "/notify" : "@seawall-test-\(port)"
        let run = Run(
            ["python3", "-c", Self.manager, place] + RunningServer.command(data: folder.path + "/data", port: port))
        #expect(run.text == "READY\nRELOADING MONOTONIC_USEC\nREADY\nSTOPPING\n0\n", "\(run.error)")
    }
}
