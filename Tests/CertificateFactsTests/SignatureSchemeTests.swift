import CanonicalJSON
import CertificateFacts
import Glibc
import Model
import TestSupport
import Testing

/// Signatures by every scheme that a chain may hold: those that can be checked are, no other makes a chain trusted, and
/// none hides what else is wrong.
@Suite(.timeLimit(.minutes(10))) struct SignatureSchemeTests {
    private let folder = TemporaryFolder()
    private let now = Instant(seconds: Int64(time(nil)) + 60)

    private func make(_ script: String) throws {
        let run = Run(["/bin/sh", "-ec", script], folder: folder.path)
        try #require(run.status == 0, "\(script): \(run.error)")
    }

    private func der(_ name: String) throws -> [UInt8] {
        let kept = String(#filePath.dropLast("SignatureSchemeTests.swift".count)) + "MLDSA/" + name
        let path = name.contains(where: \.isNumber) ? kept : folder.path + "/" + name
        return try PEM.certificates(Run(["cat", path]).output, file: name)[0]
    }

    private func read(
        _ chain: [[UInt8]], trust: [UInt8], serverName: String = "good.test", at moment: Instant? = nil
    ) async throws -> Reading {
        await CertificateReading.make(
            chain: chain, stapledOCSP: nil, serverName: serverName, anchors: [try #require(CertificateAnchor(trust))],
            at: moment ?? now)
    }

    private func causes(_ reading: Reading) -> [String] {
        reading.facts["certificate.causes"]?.elements?.compactMap(\.text) ?? []
    }

    /// A root, an issuer under it and a leaf; the issuer's key and how it signs are the case's own.
    private func chain(_ key: String, _ options: String = "") throws -> (leaf: [UInt8], issuer: [UInt8], root: [UInt8])
    {
        try make(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
            printf 'subjectAltName=DNS:good.test\\nbasicConstraints=CA:FALSE\\n' > leaf.ext
            printf 'basicConstraints=critical,CA:TRUE\\n' > ca.ext
            \(key)
            openssl req -new -key issuer.key -subj /CN=Issuer -out issuer.csr \(options)
            openssl x509 -req -in issuer.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -extfile ca.ext -out issuer.pem
            openssl req -new -newkey rsa:2048 -nodes -keyout leaf.key -subj /CN=good.test -out leaf.csr
            openssl x509 -req -in leaf.csr -CA issuer.pem -CAkey issuer.key -CAcreateserial -days 20 -extfile leaf.ext \(options) -out leaf.pem
            """)
        return (try der("leaf.pem"), try der("issuer.pem"), try der("root.pem"))
    }

    private static let rsa = "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out issuer.key"
    private static let pss = "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out issuer.key"
    private static let dsa = """
        openssl genpkey -genparam -algorithm DSA -pkeyopt pbits:2048 -pkeyopt qbits:256 -out dsa.params
        openssl genpkey -paramfile dsa.params -out issuer.key
        """
    private static let usual = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest"

    /// A changed signature is invalid where the scheme is checked, and changes nothing where it is not.
    @Test(
        arguments: [
            (rsa, "-sha384", "sha384", "trusted", [], true), (rsa, usual, "sha256", "trusted", [], true),
            (pss, usual, "sha256", "trusted", [], true),
            (rsa, "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20", "sha256", "not-assessed", [], false),
            (rsa, "-sha224", "sha224", "not-assessed", [], false),
            (rsa, "-md5", "md5", "not-trusted", ["weak-signature"], false),
            (dsa, "-sha256", "sha256", "not-trusted", ["weak-key", "weak-signature"], false),
            (
                "openssl genpkey -algorithm ED448 -out issuer.key", "", "intrinsic", "not-assessed", [], false
            ),
            ("openssl genpkey -algorithm ED25519 -out issuer.key", "", "intrinsic", "trusted", [], true),
        ] as [(String, String, String, String, [String], Bool)])
    func schemesAreCheckedOrLeftOpen(
        key: String, options: String, hash: String, trust: String, expected: [String], isChecked: Bool
    ) async throws {
        let (leaf, issuer, root) = try chain(key, options)
        let reading = try await read([leaf, issuer], trust: root)
        #expect(reading.facts["certificate.trust"]?.text == trust)
        #expect(causes(reading) == expected)
        #expect(reading.facts["certificate.signature_hash"]?.text == hash)
        var changed = leaf
        changed[changed.count - 1] ^= 1
        let other = try await read([changed, issuer], trust: root)
        #expect(causes(other) == (expected + (isChecked ? ["invalid-signature"] : [])).sorted())
        #expect(other.facts["certificate.trust"]?.text != "trusted")
        // What else is wrong is seen through a signature that is not checked.
        let late = try await read([leaf, issuer], trust: root, serverName: "other.test", at: now.adding(days: 25))
        #expect(causes(late) == (expected + ["expired", "name-mismatch"]).sorted())
        #expect(late.facts["certificate.trust"]?.text == "not-trusted")
    }

    @Test(arguments: [("44", false), ("65", true), ("87", true)])
    func mlDSAIsCheckedWhereTheLibraryCan(number: String, isChecked: Bool) async throws {
        let moment = try #require(Instant("2027-01-01T00:00:00Z"))
        let (leaf, root) = (try der("leaf\(number).pem"), try der("root\(number).pem"))
        let reading = try await read([leaf], trust: root, at: moment)
        #expect(causes(reading) == [])
        #expect(reading.facts["certificate.trust"]?.text == (isChecked ? "trusted" : "not-assessed"))
        let own = try await read([root], trust: leaf, at: moment)
        #expect(own.facts["certificate.key_type"]?.text == "ml-dsa-\(number)")
        #expect(causes(own) == ["name-mismatch", "self-signed"])
        var changed = leaf
        changed[changed.count - 1] ^= 1
        #expect(causes(try await read([changed], trust: root, at: moment)) == (isChecked ? ["invalid-signature"] : []))
        // Signed data that was changed is as bad as a changed signature.
        changed = leaf
        let place = try #require(changed.indices.last { changed[$0...].starts(with: "good.test".utf8) })
        changed[place] ^= 0x20
        let renamed = try await read([changed], trust: root, serverName: "Good.test", at: moment)
        #expect(causes(renamed) == (isChecked ? ["invalid-signature"] : []))
        #expect(renamed.facts["certificate.trust"]?.text != "trusted")
    }

    @Test func aSignatureThatTheIssuersKeyCannotMakeIsInvalid() async throws {
        // The root's name is taken in vain by a key of a kind that is not checked.
        try make(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
            openssl genpkey -algorithm ED448 -out fake.key
            openssl req -x509 -key fake.key -out fake.pem -days 30 -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
            openssl req -new -newkey rsa:2048 -nodes -keyout leaf.key -subj /CN=good.test -out leaf.csr
            printf 'subjectAltName=DNS:good.test\\n' > leaf.ext
            openssl x509 -req -in leaf.csr -CA fake.pem -CAkey fake.key -CAcreateserial -days 20 -extfile leaf.ext -out leaf.pem
            """)
        let (leaf, root) = (try der("leaf.pem"), try der("root.pem"))
        #expect(causes(try await read([leaf], trust: root)) == ["invalid-signature"])
        let withFake = try await read([leaf, try der("fake.pem")], trust: root)
        #expect(causes(withFake) == ["unknown-root"])
        // A certificate of its own signing under the root's name is self-signed, and nothing else is wrong with it.
        #expect(causes(try await read([try der("fake.pem")], trust: root)) == ["name-mismatch", "self-signed"])
    }

    /// Rules of issuers that our own reading must keep where the strict verifier cannot read the chain.
    @Test(
        arguments: [
            ("basicConstraints=critical,CA:TRUE\\nkeyUsage=critical,cRLSign", "not-trusted"),
            ("basicConstraints=critical,CA:TRUE\\nkeyUsage=critical,keyCertSign", "trusted"),
            ("basicConstraints=critical,CA:FALSE", "not-trusted"),
            ("basicConstraints=critical,CA:TRUE\\nnameConstraints=critical,permitted;DNS:other.test", "not-assessed"),
            ("basicConstraints=critical,CA:TRUE\\n1.2.3.4=critical,DER:0500", "not-assessed"),
        ])
    func rulesOfIssuersHoldForKeysThatTheStrictVerifierCannotRead(extensions: String, trust: String) async throws {
        try make(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
            openssl req -new -newkey rsa:2048 -nodes -keyout issuer.key -subj /CN=Issuer -out issuer.csr
            printf '\(extensions)\\n' > ca.ext
            openssl x509 -req -in issuer.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -extfile ca.ext -out issuer.pem
            openssl genpkey -algorithm ED448 -out leaf.key; openssl req -new -key leaf.key -subj /CN=good.test -out leaf.csr
            printf 'subjectAltName=DNS:good.test\\n' > leaf.ext
            openssl x509 -req -in leaf.csr -CA issuer.pem -CAkey issuer.key -CAcreateserial -days 20 -extfile leaf.ext -out leaf.pem
            """)
        let reading = try await read([try der("leaf.pem"), try der("issuer.pem")], trust: try der("root.pem"))
        #expect(reading.facts["certificate.trust"]?.text == trust)
        #expect(causes(reading) == (trust == "not-trusted" ? ["other"] : []))
    }

    @Test(arguments: [("0", ["other"]), ("1", [])])
    func thePathLengthIsKept(length: String, expected: [String]) async throws {
        try make(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj /CN=Root -addext basicConstraints=critical,CA:TRUE
            printf 'basicConstraints=critical,CA:TRUE,pathlen:\(length)\\n' > upper.ext
            printf 'basicConstraints=critical,CA:TRUE\\n' > lower.ext
            printf 'subjectAltName=DNS:good.test\\n' > leaf.ext
            openssl genpkey -algorithm ED448 -out leaf.key; openssl req -new -key leaf.key -subj /CN=good.test -out leaf.csr
            for n in upper lower; do openssl req -new -newkey rsa:2048 -nodes -keyout $n.key -subj /CN=$n -out $n.csr; done
            openssl x509 -req -in upper.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -extfile upper.ext -out upper.pem
            openssl x509 -req -in lower.csr -CA upper.pem -CAkey upper.key -CAcreateserial -days 20 -extfile lower.ext -out lower.pem
            openssl x509 -req -in leaf.csr -CA lower.pem -CAkey lower.key -CAcreateserial -days 20 -extfile leaf.ext -out leaf.pem
            """)
        let chain = try ["leaf.pem", "lower.pem", "upper.pem"].map(der)
        let reading = try await read(chain, trust: try der("root.pem"))
        #expect(causes(reading) == expected)
        #expect(reading.facts["certificate.trust"]?.text == (expected.isEmpty ? "trusted" : "not-trusted"))
    }
}
