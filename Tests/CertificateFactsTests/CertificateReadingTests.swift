import CanonicalJSON
import CertificateFacts
import Glibc
import Model
import TestSupport
import Testing

/// Certificates made by OpenSSL, and everything that must be seen to be wrong with each.
@Suite(.timeLimit(.minutes(10))) struct CertificateReadingTests {
    private let folder = TemporaryFolder()
    private let now: Instant

    init() throws {
        now = Instant(seconds: Int64(time(nil)) + 60)
        try make(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=Root" -addext basicConstraints=critical,CA:TRUE
            printf 'subjectAltName=DNS:good.test,DNS:*.wild.test,IP:127.0.0.1\\nbasicConstraints=CA:FALSE\\n' > leaf.ext
            printf 'basicConstraints=critical,CA:TRUE\\n' > ca.ext
            """)
    }

    private func make(_ script: String) throws {
        let run = Run(["/bin/sh", "-ec", script], folder: folder.path)
        try #require(run.status == 0, "\(script): \(run.error)")
    }

    private func der(_ name: String) throws -> [UInt8] {
        let pem = Run(["cat", folder.path + "/" + name]).output
        return try PEM.certificates(pem, file: name)[0]
    }

    private func read(
        _ chain: [String], serverName: String = "good.test", trust: [String] = ["ca.pem"], ocsp: String? = nil,
        at moment: Instant? = nil
    ) async throws -> Reading {
        let response = ocsp.map { Run(["cat", folder.path + "/" + $0]).output }
        return await CertificateReading.make(
            chain: try chain.map(der), stapledOCSP: response, serverName: serverName,
            anchors: try trust.map { try #require(CertificateAnchor(try der($0))) }, at: moment ?? now)
    }

    private func causes(_ reading: Reading) -> [String] {
        reading.facts["certificate.causes"]?.elements?.compactMap(\.text) ?? []
    }

    private static let issue = "-CA ca.pem -CAkey ca.key -CAcreateserial -extfile leaf.ext -days 20"

    private func leaf(_ key: String, _ options: String = "") throws {
        try make(
            """
            openssl genpkey \(key) -out leaf.key; openssl req -new -key leaf.key -subj /CN=good.test -out leaf.csr \(options.contains("md5") ? "-sha256" : "")
            openssl x509 -req -in leaf.csr \(Self.issue) \(options) -out leaf.pem
            """)
    }

    @Test(
        arguments: [
            ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "rsa", 2048),
            ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ec", 256),
            ("-algorithm EC -pkeyopt ec_paramgen_curve:P-521", "ec", 521), ("-algorithm ED25519", "ed25519", nil),
            ("-algorithm ED448", "ed448", nil),
        ] as [(String, String, Int64?)])
    func goodCertificatesAreTrusted(key: String, type: String, bits: Int64?) async throws {
        try leaf(key)
        let reading = try await read(["leaf.pem"])
        #expect(causes(reading) == [])
        #expect(reading.facts["certificate.trust"] == "trusted")
        #expect(reading.facts["certificate.key_type"]?.text == type)
        #expect(reading.facts["certificate.key_bits"]?.integer == bits)
        for name in reading.facts.keys { #expect(CertificateReading.schema.contains(name)) }
    }

    @Test(arguments: [
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "", ["weak-key"]),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha1", ["weak-signature"]),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-md5", ["weak-signature"]),
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "-md5", ["weak-key", "weak-signature"]),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-192", "", ["weak-key"]),
    ])
    func weaknessesAreAllNamed(key: String, options: String, expected: [String]) async throws {
        try leaf(key, options)
        #expect(causes(try await read(["leaf.pem"])) == expected)
    }

    @Test func noCauseHidesAnother() async throws {
        try make(
            "openssl req -x509 -newkey rsa:1024 -sha1 -nodes -keyout k -out all.pem -days 5 -subj /CN=all -addext subjectAltName=DNS:other.test"
        )
        let reading = try await read(["all.pem"], at: now.adding(days: 9))
        #expect(causes(reading) == ["expired", "name-mismatch", "self-signed", "weak-key", "weak-signature"])
        #expect(reading.facts["certificate.self_signed"] == true)
    }

    @Test func validityIsJudgedAtTheMoment() async throws {
        try leaf("-algorithm ED25519")
        #expect(causes(try await read(["leaf.pem"], at: now.adding(days: 25))) == ["expired"])
        #expect(causes(try await read(["leaf.pem"], at: now.adding(days: -2))).contains("not-yet-valid"))
    }

    @Test(arguments: [
        ("good.test", true), ("GOOD.test.", true), ("a.wild.test", true), ("a.b.wild.test", false),
        ("wild.test", false),
        ("127.0.0.1", true), ("127.0.0.2", false), ("other.test", false),
    ])
    func namesMatchAsRFC9525Says(name: String, covered: Bool) async throws {
        try leaf("-algorithm ED25519")
        #expect(causes(try await read(["leaf.pem"], serverName: name)) == (covered ? [] : ["name-mismatch"]))
    }

    @Test func chainsAreFollowed() async throws {
        try leaf("-algorithm ED25519")
        try make(
            """
            openssl req -new -newkey rsa:2048 -nodes -keyout mid.key -subj /CN=Middle -out mid.csr
            openssl x509 -req -in mid.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile ca.ext -out mid.pem
            openssl x509 -req -in leaf.csr -CA mid.pem -CAkey mid.key -CAcreateserial -days 20 -extfile leaf.ext -out low.pem
            openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.pem -days 30 -subj "/CN=Other" -addext basicConstraints=critical,CA:TRUE
            openssl req -x509 -newkey rsa:2048 -nodes -keyout fake.key -out fake.pem -days 30 -subj "/CN=Middle" -addext basicConstraints=critical,CA:TRUE
            """)
        #expect(causes(try await read(["low.pem", "mid.pem"])) == [])
        #expect(causes(try await read(["low.pem"])) == ["missing-issuer"])
        #expect(causes(try await read(["low.pem", "mid.pem", "ca.pem"], trust: ["other.pem"])) == ["unknown-root"])
        #expect(causes(try await read(["low.pem", "fake.pem"])) == ["invalid-signature"])
    }

    /// Where nobody knows the roots, what else is wrong is stated, and no more.
    @Test func withoutRootsTrustIsOpen() async throws {
        try leaf("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")
        for chain in [["leaf.pem"], ["leaf.pem", "ca.pem"], ["ca.pem"]] {
            let reading = await CertificateReading.make(
                chain: try chain.map(der), stapledOCSP: nil, serverName: "good.test", anchors: nil, at: now)
            #expect(reading.facts["certificate.trust"] == (chain == ["ca.pem"] ? "not-trusted" : "not-assessed"))
            #expect(causes(reading) == (chain == ["ca.pem"] ? ["name-mismatch"] : []))
        }
        let late = await CertificateReading.make(
            chain: try ["leaf.pem", "ca.pem"].map(der), stapledOCSP: nil, serverName: "other.test", anchors: nil,
            at: now.adding(days: 25))
        #expect(causes(late) == ["expired", "name-mismatch"] && late.facts["certificate.trust"] == "not-trusted")
    }

    @Test func aChangedCertificateIsNotTrusted() async throws {
        try leaf("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")
        var bytes = try der("leaf.pem")
        bytes[bytes.count - 5] ^= 1
        let anchor = try #require(CertificateAnchor(try der("ca.pem")))
        let reading = await CertificateReading.make(
            chain: [bytes], stapledOCSP: nil, serverName: "good.test", anchors: [anchor], at: now)
        #expect(causes(reading) == ["invalid-signature"])
    }

    @Test(arguments: [("V", "good"), ("R", "revoked")])
    func stapledAnswersAreCheckedAndBelieved(state: String, status: String) async throws {
        try leaf("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")
        try make(
            """
            serial=$(openssl x509 -in leaf.pem -noout -serial | cut -d= -f2)
            if [ \(state) = R ]; then revoked=260101000000Z,keyCompromise; else revoked=; fi
            printf '\(state)\\t351231000000Z\\t%s\\t%s\\tunknown\\t/CN=good.test\\n' "$revoked" "$serial" > index
            openssl ocsp -issuer ca.pem -cert leaf.pem -reqout req.der -no_nonce
            openssl ocsp -index index -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin req.der -respout resp.der -ndays 2
            """)
        let reading = try await read(["leaf.pem"], ocsp: "resp.der")
        #expect(reading.facts["certificate.ocsp_status"]?.text == status)
        #expect(causes(reading) == (status == "revoked" ? ["revoked"] : []))
        let late = try await read(["leaf.pem"], ocsp: "resp.der", at: now.adding(days: 5))
        #expect(late.facts["certificate.ocsp_status"] == "unknown")
    }

    @Test func whatIsNoCertificateIsNotAssessed() async throws {
        for bytes in [[], [0x30], [UInt8](repeating: 0x30, count: 5_000)] as [[UInt8]] {
            let reading = await CertificateReading.make(
                chain: [bytes], stapledOCSP: nil, serverName: "x", anchors: [], at: now)
            guard case .notAssessed = reading.completeness else {
                Issue.record("\(bytes.count) bytes were assessed")
                continue
            }
        }
    }

    @Test func noMutationCrashes() async throws {
        try leaf("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")
        let original = try der("leaf.pem")
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<3 {
                bytes[.random(in: 0..<bytes.count, using: &generator)] = .random(in: .min ... .max, using: &generator)
            }
            _ = await CertificateReading.make(
                chain: [bytes, original], stapledOCSP: bytes, serverName: "good.test", anchors: [], at: now)
        }
    }

    @Test(arguments: [
        ("", "certificate-facts.no-certificate"),
        ("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", "certificate-facts.bad-pem"),
    ])
    func pemThatIsNoneIsAFault(text: String, id: String) {
        let fault = #expect(throws: Fault.self) { try PEM.certificates(Array(text.utf8), file: "roots.pem") }
        #expect(fault?.message.id == id)
    }
}
