import CanonicalJSON
import Model
import TestSupport
import Testing
import Transit

@Suite(.timeLimit(.minutes(10))) struct TLSProbeTests {
    private let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test func aModernServerIsSeenAsItIs() async throws {
        let readings = try await fixture.readings([
            "-tls1_3", "-ciphersuites", "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256", "-groups",
            "X25519:P-384",
        ])
        let tls = try #require(readings["transit.tls"])
        #expect(tls.completeness == .complete)
        #expect(tls.texts("tls.versions") == ["TLSv1.3"])
        #expect(tls.texts("tls.suites") == ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"])
        #expect(tls.texts("tls.groups") == ["secp384r1", "x25519"])
        #expect(tls.facts["tls.forward_secrecy"] == "all")
        #expect(tls.facts["tls.post_quantum"] == "no")
        #expect(tls.facts["tls.client_certificate"] == "none")
        let certificate = try #require(readings["transit.certificate"])
        #expect(certificate.facts["certificate.trust"] == "trusted", "\(certificate.texts("certificate.causes"))")
        #expect(certificate.facts["certificate.key_bits"] == 2048)
    }

    @Test func anOldServerIsSeenAsItIs() async throws {
        let suites = "AES128-SHA:ECDHE-RSA-AES128-SHA:DHE-RSA-AES256-SHA:@SECLEVEL=0"
        let readings = try await fixture.readings([
            "-no_tls1_3", "-cipher", suites, "-groups", "P-256", "-serverpref", "-min_protocol", "TLSv1",
        ])
        let tls = try #require(readings["transit.tls"])
        #expect(tls.texts("tls.versions") == ["TLSv1.0", "TLSv1.1", "TLSv1.2"])
        #expect(
            tls.texts("tls.suites") == [
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
            ])
        #expect(tls.texts("tls.groups") == ["secp256r1"])
        #expect(tls.facts["tls.forward_secrecy"] == "some")
        #expect(tls.facts["tls.server_preference"] == "server")
        #expect(tls.texts("tls.weaknesses") == ["cbc-sha1", "no-forward-secrecy"])
        #expect((tls.facts["tls.dh_bits"]?.integer ?? 0) >= 1024)
    }

    @Test func nullAndAnonymousSuitesAreSeen() async throws {
        let readings = try await fixture.readings([
            "-tls1_2", "-cipher", "NULL-SHA256:AECDH-AES128-SHA:AES128-SHA256:@SECLEVEL=0",
        ])
        let tls = try #require(readings["transit.tls"])
        #expect(tls.texts("tls.weak_suites") == ["TLS_ECDH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_NULL_SHA256"])
        #expect(Set(tls.texts("tls.weaknesses")).isSuperset(of: ["null-cipher", "anonymous"]))
    }

    @Test(arguments: [["-tls1_2"], ["-tls1_3"]])
    func aDemandForAClientCertificateIsSeen(version: [String]) async throws {
        let tls = try #require(
            try await fixture.readings(version + ["-Verify", "1", "-CAfile", "ca.pem"])["transit.tls"])
        #expect(tls.facts["tls.client_certificate"] == "requested")
    }

    @Test(arguments: [["-tls1_2"], ["-tls1_3"]])
    func anotherNameIsNotTrusted(version: [String]) async throws {
        let readings = try await fixture.readings(version, serverName: "other.test")
        #expect(readings["transit.certificate"]?.texts("certificate.causes") == ["name-mismatch"])
    }

    @Test func aServerOfEverySuiteOfOpenSSLIsSeenWhole() async throws {
        let listed = Run(["openssl", "ciphers", "-V", "-s", "-tls1_2", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]).text
        let codes = Set(
            listed.split(separator: "\n").compactMap { line -> String? in
                // Suites for PSK, SRP, DSS and ECDSA need keys that this server has not.
                guard !["PSK", "SRP", "DSS", "ECDSA"].contains(where: { line.contains($0) }) else { return nil }
                return line.split(separator: " ").first.map(String.init)
            })
        let readings = try await fixture.readings(["-tls1_2", "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"])
        let tls = try #require(readings["transit.tls"])
        #expect(tls.facts["tls.suite_count"]?.integer == Int64(codes.count), "\(tls.texts("tls.suites"))")
    }

    @Test func silenceIsNotAssessed() async throws {
        let port = Loopback.freePort()
        let server = Server(["python3", "-c", Self.silent, "\(port)"], port: port)
        var limits = TransitLimits()
        limits.answerMilliseconds = 150
        limits.endpointMilliseconds = 2_000
        let readings = try await fixture.readings(port: port, kind: .https, limits: limits)
        withExtendedLifetime(server) {}
        for (kind, reading) in readings {
            guard case .notAssessed = reading.completeness else {
                Issue.record("\(kind) claims to know something of a silent peer")
                continue
            }
        }
    }

    @Test func nobodyListeningIsNotAssessed() async throws {
        let readings = try await fixture.readings(port: Loopback.freePort(), kind: .tls)
        #expect(readings["transit.tls"]?.completeness == .notAssessed(Message("transit.refused")))
    }

    @Test(arguments: ["flood", "plain", "garbage", "close", "drip"])
    func hostilePeersEndIt(manner: String) async throws {
        let port = Loopback.freePort()
        let server = Server(["python3", "-c", Self.hostile, "\(port)", manner], port: port)
        var limits = TransitLimits()
        limits.answerMilliseconds = 500
        limits.endpointMilliseconds = 5_000
        let readings = try await fixture.readings(port: port, kind: .tls, limits: limits)
        withExtendedLifetime(server) {}
        let tls = try #require(readings["transit.tls"])
        #expect(tls.texts("tls.versions").isEmpty)
        if manner == "plain" {
            #expect(tls.facts["tls.plaintext"] == true)
        } else if manner == "close" || manner == "drip" {
            #expect(tls.completeness != .complete)
        }
    }

    private static let silent = """
        import socket,sys,time
        s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(("127.0.0.1",int(sys.argv[1]))); s.listen(50)
        held=[]
        while True: held.append(s.accept())
        """
    private static let hostile = """
        import socket,sys,threading,time
        s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(("127.0.0.1",int(sys.argv[1]))); s.listen(50)
        def serve(c):
            try:
                if sys.argv[2]=="flood":
                    b=b"\\x16\\x03\\x03\\x40\\x00"+b"\\x02"*16384
                    for _ in range(65536): c.sendall(b)
                elif sys.argv[2]=="plain": c.sendall(b"HTTP/1.1 400 Bad Request\\r\\n\\r\\n")
                elif sys.argv[2]=="drip":
                    for b in b"\\x16\\x03\\x03\\x40\\x00"+bytes(16384): c.sendall(bytes([b])); time.sleep(0.05)
                elif sys.argv[2]=="garbage": c.sendall(bytes(range(256))*64)
                c.close()
            except OSError: pass
        while True: threading.Thread(target=serve,args=(s.accept()[0],)).start()
        """
}
