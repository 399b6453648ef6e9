import Glibc
import TestSupport
import Testing

/// Assessments on their way to a server, against a server of the test's own that speaks TLS.
@Suite(.timeLimit(.minutes(15))) struct OutboxTests {
    private let folder = TemporaryFolder()
    private let port = Loopback.freePort()

    /// Answers with the status that a file names, and writes down what it was sent: a line of headers, a line of body.
    private static let peer = """
        import http.server, json, ssl, sys
        folder, port = sys.argv[1], int(sys.argv[2])
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with open(folder + "/seen", "a") as seen:
                    json.dump({"path": self.path, "key": self.headers["Authorization"],
                        "once": self.headers["Idempotency-Key"], "id": json.loads(body)["id"],
                        "observations": len(json.loads(body)["observations"])}, seen, separators=(",", ":"))
                    seen.write("\\n")
                status = int(open(folder + "/status").read())
                answer = json.dumps({"detail": "no \\x1b[31mroom", "field": "tool"}).encode()
                self.send_response(status); self.send_header("Content-Length", str(len(answer))); self.end_headers()
                self.wfile.write(answer)
            def log_message(self, *rest): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.serve_forever()
        """

    private var url: String { "https://localhost:\(port)" }
    private var key: String { folder.path + "/api.key" }

    init() {
        let made = Run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.path + "/key.pem",
            "-out", folder.path + "/cert.pem",
        ])
        precondition(made.status == 0, made.error)
        folder.write("system.yaml", SystemFile.good)
        folder.write("files/notice.txt", "Opening hours\n")
        folder.write("api.key", "swk_secret\n")
        chmod(key, 0o600)
    }

    private func serve(_ status: Int) -> Server {
        folder.write("status", String(status))
        return Server(["python3", "-c", Self.peer, folder.path, String(port)], port: port)
    }

    private var known: [String] { ["--server-key", key, "--server-ca", folder.path + "/cert.pem"] }

    private func assess(_ options: [String]? = nil) -> Run {
        Program.run(
            ["assess", folder.path + "/system.yaml", "--data", folder.path + "/data", "--server", url]
                + (options ?? known))
    }

    private func send() -> Run {
        Program.run(["outbox", "send", "--data", folder.path + "/data", "--server", url] + known)
    }

    private var seen: [String] {
        Run(["cat", folder.path + "/seen"]).text.split(separator: "\n").map(String.init)
    }

    private func waiting(_ place: String = "") -> Int {
        Run(["find", folder.path + "/data/outbox" + place, "-maxdepth", "1", "-name", "*.json"]).text
            .split(separator: "\n").count
    }

    @Test func anAssessmentIsSentAtOnce() {
        let server = serve(201)
        defer { withExtendedLifetime(server) {} }
        let run = assess()
        #expect(run.status == 1 && run.error.isEmpty, "\(run.error)")
        #expect(seen.count == 1 && waiting() == 0)
        let line = seen.first ?? ""
        #expect(line.contains("\"path\":\"/api/v1/systems/permits/assessments\""), "\(line)")
        #expect(line.contains("\"key\":\"Bearer swk_secret\"") && !line.contains("\"observations\":0"))
        // The key of idempotency is the assessment's id.
        let ids = line.matches(of: #/"(?:once|id)":"([0-9A-Z]{26})"/#).map { String($0.1) }
        #expect(ids.count == 2 && Set(ids).count == 1)
    }

    @Test func whatCannotBeSentWaitsAndIsSentOnce() {
        for _ in 0..<2 {
            let run = assess()
            #expect(run.status == 1 && run.error.contains("wait in \(folder.path)/data/outbox"), "\(run.error)")
        }
        #expect(waiting() == 2)
        let mode = Run(["stat", "-c", "%a", folder.path + "/data/outbox"]).text
        #expect(mode == "700\n")
        let still = send()
        #expect(still.status == 2 && still.text == "0 sent, 2 waiting, 0 refused\n", "\(still.error)")
        let server = serve(200)
        defer { withExtendedLifetime(server) {} }
        let sent = send()
        #expect(sent.status == 0 && sent.text == "2 sent, 0 waiting, 0 refused\n", "\(sent.error)")
        #expect(seen.count == 2 && waiting() == 0)
        #expect(send().text == "0 sent, 0 waiting, 0 refused\n")
        #expect(seen.count == 2)
    }

    @Test func whatIsRefusedIsKeptApartAndWhatMayBeTakenLaterWaits() {
        let server = serve(422)
        defer { withExtendedLifetime(server) {} }
        let refused = assess()
        #expect(refused.status == 1 && refused.error.contains("422: no [31mroom – tool"), "\(refused.error)")
        #expect(!refused.error.contains("\u{1B}"))
        #expect(waiting() == 0 && waiting("/refused") == 1)
        for status in [401, 403, 404, 429, 503] {
            folder.write("status", String(status))
            #expect(assess().error.contains("the server answered \(status)"))
        }
        #expect(waiting() == 5 && waiting("/refused") == 1)
        folder.write("status", "201")
        #expect(send().text == "5 sent, 0 waiting, 0 refused\n")
    }

    @Test func aServerThatCannotBeKnownGetsNothing() {
        let server = serve(201)
        defer { withExtendedLifetime(server) {} }
        let run = assess(["--server-key", key])
        #expect(run.status == 1 && run.error.contains("no TLS connection"), "\(run.error)")
        #expect(seen.isEmpty && waiting() == 1)
    }

    @Test func optionsThatCannotBeUsedStopBeforeAnythingIsDone() {
        chmod(key, 0o644)
        #expect(assess().error.contains("api.key"))
        chmod(key, 0o600)
        folder.write("api.key", "two words")
        #expect(assess().error.contains("does not hold a key"))
        folder.write("api.key", "swk_secret")
        for server in [
            "http://localhost", "https://", "https://a/b", "https://u@h", "https://h:0", "https://h:x", "https://h?x",
            "h",
            "https://:443", "https://[::1",
        ] {
            let run = Program.run(
                ["assess", folder.path + "/system.yaml", "--data", folder.path + "/data", "--server", server] + known)
            #expect(run.status == 2 && run.error.contains("is not the address of a server"), "\(server): \(run.error)")
        }
        let bare = Program.run(["outbox", "send", "--data", folder.path + "/data"])
        #expect(bare.status == 2 && bare.error.contains("--server"))
        let keyless = Program.run(["outbox", "send", "--data", folder.path + "/data", "--server", url])
        #expect(keyless.status == 2 && keyless.error.contains("--server-key"))
        #expect(access(folder.path + "/data/outbox", F_OK) != 0)
    }
}
