import TestSupport
import Testing

/// A certification authority of one test's own.
struct Authority {
    private let folder: TemporaryFolder
    /// The certificate that clients trust, PEM.
    let root: String

    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    init(_ folder: TemporaryFolder) {
        self.folder = folder
        folder.write(
            "pki/extensions",
            "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
        root = folder.path + "/pki/root.pem"
        run(
            ["req", "-x509"] + Self.key + [
                "-keyout", "root.key", "-out", "root.pem", "-days", "60", "-subj", "/CN=Test Root", "-addext",
                "basicConstraints=critical,CA:TRUE",
            ])
    }

    /// Issues a certificate for `localhost`.
    ///
    /// - Returns: the paths of the certificate and its key.
    @discardableResult
    func issue(_ name: String, serial: Int) -> (certificate: String, key: String) {
        run(["req"] + Self.key + ["-keyout", name + ".key", "-out", name + ".csr", "-subj", "/CN=localhost"])
        run([
            "x509", "-req", "-in", name + ".csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial",
            String(serial), "-days", "89", "-extfile", "extensions", "-out", name + ".pem",
        ])
        return (folder.path + "/pki/\(name).pem", folder.path + "/pki/\(name).key")
    }

    private func run(_ arguments: [String]) {
        let run = Run(["openssl"] + arguments, folder: folder.path + "/pki")
        #expect(run.status == 0, "\(run.error)")
    }
}
