import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// A certificate that is renewed while the server runs.
@Suite(.timeLimit(.minutes(15))) struct CertificateTests {
    private let folder = TemporaryFolder()

    /// Keeps a connection open over the change, and asks on it again once new connections get the new certificate.
    private static let client = """
        import http.client, os, signal, ssl, sys, time
        port, roots, process, new, old = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
        def connection():
            made = http.client.HTTPSConnection("localhost", port, context=ssl.create_default_context(cafile=roots))
            made.connect()
            return made
        def serial(made): return int(made.sock.getpeercert()["serialNumber"], 16)
        def ask(made):
            made.request("GET", "/healthz")
            answer = made.getresponse()
            answer.read()
            return answer.status
        kept = connection()
        print(serial(kept), ask(kept))
        socket = kept.sock
        for kind in (".key", ".pem"): os.replace(new + kind, old + kind)
        os.kill(process, signal.SIGHUP)
        for _ in range(3000):
            fresh = connection()
            if serial(fresh) != 1: break
            time.sleep(0.02)
        print(serial(fresh), ask(fresh))
        print(serial(kept), ask(kept), kept.sock is socket)
        """

    /// The serial number that a client of OpenSSL's sees.
    private func serial(_ server: RunningServer) -> String {
        let shown = Run([
            "sh", "-c",
            "openssl s_client -connect localhost:\(server.port) -CAfile \(server.authority.root) -verify_return_error"
                + " </dev/null 2>/dev/null | openssl x509 -noout -serial",
        ])
        return shown.text
    }

    @Test func aNewOneIsTakenAndOpenConnectionsStay() throws {
        let server = RunningServer(data: folder.path + "/data", in: folder)
        #expect(serial(server) == "serial=01\n")
        server.authority.issue("new", serial: 2)
        let run = Run([
            "python3", "-c", Self.client, String(server.port), server.authority.root, String(server.process.process),
            folder.path + "/pki/new", folder.path + "/pki/server",
        ])
        #expect(run.text == "1 200\n2 200\n1 200 True\n", "\(run.error)")
        #expect(serial(server) == "serial=02\n")
        #expect(try server.wait(for: "took a new certificate").count == 1)
        #expect(server.process.end() == 0)
    }

    @Test(arguments: ["key of another", "no certificate"])
    func aBadOneLeavesTheOneInUseAndIsSaidOnce(kind: String) throws {
        let server = RunningServer(data: folder.path + "/data", in: folder)
        let other = server.authority.issue("new", serial: 2)
        let made = kind == "no certificate" ? Run(["cp", server.key, server.certificate]) : nil
        #expect((made ?? Run(["cp", other.key, server.key])).status == 0)
        server.process.send(SIGHUP)
        let said = try server.wait(for: "kept the certificate in use")
        #expect(said.first?["fault"]?.text?.contains("server.bad-certificate") == true)
        #expect(said.first?["log"]?["level"]?.text == "error")
        #expect(serial(server) == "serial=01\n")
        server.process.send(SIGHUP)
        // What is mended is taken; nothing was said twice meanwhile.
        #expect(Run(["cp", other.certificate, server.certificate]).status == 0)
        #expect(Run(["cp", other.key, server.key]).status == 0)
        server.process.send(SIGHUP)
        _ = try server.wait(for: "took a new certificate")
        #expect(serial(server) == "serial=02\n")
        #expect(try server.wait(for: "kept the certificate in use").count <= 2)
    }
}
