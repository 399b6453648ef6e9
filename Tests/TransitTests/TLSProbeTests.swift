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
}
