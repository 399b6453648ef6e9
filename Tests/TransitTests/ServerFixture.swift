import CanonicalJSON
import CertificateFacts
import Files
import Glibc
import Model
import TestSupport
import Testing
import Transit

/// A folder with a root and a server certificate, and ways to start servers that use them.
struct ServerFixture {
    let folder = TemporaryFolder()
    /// A minute after the certificates were made: they are valid from the second they are made in.
    let moment: Instant

    init() throws {
        let script = """
            set -e; umask 077
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=Test Root" -addext basicConstraints=critical,CA:TRUE
            openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj "/CN=permits.test"
            printf 'subjectAltName=DNS:permits.test,IP:127.0.0.1\\nbasicConstraints=CA:FALSE\\n' > ext
            openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile ext -out leaf.pem
            """
        let run = Run(["/bin/sh", "-c", script], folder: folder.path)
        try #require(run.status == 0, "\(run.error)")
        moment = Instant(seconds: Int64(time(nil)) + 60)
    }

    /// Looks at a server of `openssl s_server` with these options.
    func readings(
        _ options: [String], kind: EndpointTarget.Kind = .tls, serverName: String = "permits.test"
    ) async throws -> [String: Reading] {
        let port = Loopback.freePort()
        let server = Server(
            ["openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "leaf.pem", "-key", "leaf.key", "-quiet"]
                + options,
            port: port, folder: folder.path)
        defer { withExtendedLifetime(server) {} }
        return try await readings(port: port, kind: kind, serverName: serverName)
    }

    /// Looks at whatever listens on a port.
    func readings(
        port: UInt16, kind: EndpointTarget.Kind, serverName: String = "permits.test", plain: UInt16? = nil,
        limits: TransitLimits = TransitLimits()
    ) async throws -> [String: Reading] {
        let pem = try PEM.certificates(BoundedFile.read(folder.path + "/ca.pem", limit: 1 << 20), file: "ca.pem")
        let target = EndpointTarget(
            kind: kind, host: "127.0.0.1", port: port, serverName: serverName, plainHTTPPort: plain,
            anchors: pem.compactMap { CertificateAnchor($0) })
        let readings = await TransitProbe(catalogue: try Self.catalogue(), limits: limits)
            .readings(of: target, at: moment)
        for reading in readings {
            let schema = try #require(TransitSchemas.all.first { $0.kind == reading.kind })
            for name in reading.facts.keys { #expect(schema.contains(name), "\(name) is in no schema") }
        }
        return Dictionary(uniqueKeysWithValues: readings.map { ($0.kind, $0) })
    }

    static func catalogue() throws -> TransitCatalogue {
        let root = String(#filePath.dropLast("Tests/TransitTests/ServerFixture.swift".count))
        let file = root + "Content/transit/catalogue.json"
        return try TransitCatalogue(BoundedFile.read(file, limit: 4 << 20), file: file)
    }
}

extension Reading {
    func texts(_ fact: String) -> [String] { facts[fact]?.elements?.compactMap(\.text) ?? [] }
}
