import Files
import Glibc
import Model
import TestSupport
import Testing

@testable import Server

/// A provider of OpenID Connect that is not ours (nanoidp), over TLS on loopback, and a browser at it.
final class ProviderPeer: Sendable {
    /// The one that tests share; who turns its keys over starts one of their own.
    static let shared = ProviderPeer()
    static let redirect = "https://localhost:8443/sign-in/oidc/staff/return"
    /// The secret of the authenticator app of the one who proves two factors there.
    private static let app = "JBSWY3DPEHPK3PXP"

    let issuer: String
    private let temporary = TemporaryFolder()
    private let server: TestSupport.Server

    init() {
        let port = Loopback.freePort()
        let folder = temporary.path
        issuer = "https://127.0.0.1:\(port)"
        let users = """
            config_version: 1
            users:
              tai-man: {password: harbour}
              siu-ming: {password: harbour}
              timeless: {password: harbour}
              officer: {password: harbour, totp_secret: \(Self.app)}
            """
        temporary.write("users.yaml", users)
        let settings = """
            config_version: 1
            login: {mode: password, totp: true}
            oauth:
              issuer: \(issuer)
              require_pkce: true
              clients:
                - {client_id: seawall, client_secret: known-to-both, redirect_uris: ["\(Self.redirect)"]}
            jwt: {keys_dir: \(folder)/keys}
            session: {secret_key: of one test run}
            """
        temporary.write("settings.yaml", settings)
        let made = Run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=provider", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder + "/key.pem", "-out",
            folder + "/certificate.pem",
        ])
        precondition(made.status == 0, "openssl: \(made.error)")
        precondition(access(Self.python, X_OK) == 0, "no \(Self.python): run `scripts/setup test`")
        let program = String(#filePath.dropLast("ProviderPeer.swift".count)) + "Provider/serve.py"
        server = TestSupport.Server([Self.python, program, folder, "\(port)"], port: port, patience: 60)
    }

    /// Where `scripts/setup test` puts it.
    private static var python: String {
        let cache = getenv("XDG_CACHE_HOME").map { String(cString: $0) } ?? ""
        let home = getenv("HOME").map { String(cString: $0) } ?? ""
        return (cache.isEmpty ? home + "/.cache" : cache) + "/seawall-provider/bin/python"
    }

    /// The certificate that its own leads to.
    var roots: String { temporary.path + "/certificate.pem" }

    /// Writes a `providers.yaml` that names it, and what belongs to it.
    func configure(_ folder: String) throws {
        let text = """
            providers:
              - id: staff
                name: {en: Staff sign-in, zh-Hant: 職員登入, zh-Hans: 职员登录}
                issuer: \(issuer)
                client-id: seawall
                client-secret: provider-secret
                roots: \(roots)
                second-factor: {amr: [otp]}
            """
        try AtomicFile.write(Array(text.utf8), to: folder + "/providers.yaml", mode: 0o644)
        try AtomicFile.write(Array("known-to-both\n".utf8), to: folder + "/provider-secret", mode: 0o600)
    }

    /// Signs somebody in at the provider, by a browser that was sent to an address.
    ///
    /// - Parameter name: `tai-man`, `siu-ming` and `timeless` prove one factor there, `officer` two; when `timeless` did is not
    ///   told.
    /// - Returns: the path and query of ours that it is sent back to.
    func signIn(_ name: String, at address: String) throws -> String {
        let jar = TemporaryFolder()
        let curl = [
            "curl", "--silent", "--noproxy", "*", "--max-time", "10", "--cacert", roots, "--cookie", jar.path + "/jar",
            "--cookie-jar", jar.path + "/jar",
        ]
        let page = Run(curl + [address]).text
        let mark = "name=\"transaction_id\" value=\""
        let start = try #require(page.firstRange(of: mark), "\(page)").upperBound
        let transaction = page[start...].prefix { $0 != "\"" }
        let code = try OneTimeCodes.code(Self.app, at: SystemClock.now())
        let sent = Run(
            curl + [
                "--data-urlencode", "transaction_id=\(transaction)", "--data", "username=\(name)", "--data",
                "password=harbour", "--data", "totp_code=\(code)", "--output", "/dev/null", "--write-out",
                "%{redirect_url}", address,
            ]
        ).text
        try #require(sent.hasPrefix(Self.redirect + "?"), "\(sent)")
        return String(sent.dropFirst("https://localhost:8443".count))
    }

    /// Has it sign with a new key from now on.
    func rotate() {
        let run = Run(["curl", "--silent", "--cacert", roots, "--request", "POST", issuer + "/api/keys/rotate"])
        precondition(run.text.contains("\"success\":true"), run.text)
    }
}
