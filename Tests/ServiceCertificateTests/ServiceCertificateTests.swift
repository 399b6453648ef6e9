import Model
import ServiceCertificate
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ServiceCertificateTests {
    @Test func opensslAcceptsItForItsNamesOnly() throws {
        let now = try #require(Instant("2026-11-26T00:00:00Z"))
        let made = try SelfSignedCertificate(
            names: ["localhost", "seawall.example"], addresses: [[127, 0, 0, 1]], now: now)
        let folder = TemporaryFolder()
        let certificate = folder.write("certificate.pem", made.certificate)
        let key = folder.write("key.pem", made.key)
        for (flag, name) in [("-verify_hostname", "seawall.example"), ("-verify_ip", "127.0.0.1")] {
            let run = Run([
                "openssl", "verify", "-attime", String(now.seconds), "-CAfile", certificate, flag, name, certificate,
            ])
            #expect(run.status == 0, "\(run.error)")
        }
        let other = Run([
            "openssl", "verify", "-attime", String(now.seconds), "-CAfile", certificate, "-verify_hostname",
            "other.example", certificate,
        ])
        #expect(other.status != 0)
        let public1 = Run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"]).text
        let public2 = Run(["openssl", "pkey", "-in", key, "-pubout"]).text
        #expect(!public1.isEmpty && public1 == public2)
        let days = now.adding(days: 396)
        let late = Run(["openssl", "verify", "-attime", String(days.seconds + 60), "-CAfile", certificate, certificate])
        #expect(late.status != 0)
    }
}
