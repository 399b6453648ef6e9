import Credentials
import Files
import Model
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct ProviderFileTests {
    private static let whole = """
        providers:
          - id: staff
            name: {en: Staff sign-in, zh-Hant: 職員登入}
            issuer: ISSUER
            client-id: seawall
            client-secret: secret
            scopes: [profile]
            claim: oid
            second-factor: {acr: [gold], amr: [mfa, hwk]}
          - id: partner
            name: Partners
            issuer: https://partner.example
            client-id: seawall
            client-secret: "command:printf %s partner"
        """

    /// Writes a file with two providers, and the secret of the first.
    static func write(
        _ folder: String, issuer: String = "https://id.example", _ change: (from: String, to: String)? = nil
    )
        throws
    {
        var text = whole.replacing("ISSUER", with: issuer)
        if let change {
            try #require(text.contains(change.from))
            text = text.replacing(change.from, with: change.to, maxReplacements: 1)
        }
        try AtomicFile.write(Array(text.utf8), to: folder + "/providers.yaml", mode: 0o644)
        try AtomicFile.write(Array("k3y with spaces\n".utf8), to: folder + "/secret", mode: 0o600)
    }

    @Test func providersAreReadWithTheirSecrets() throws {
        let folder = TemporaryFolder()
        #expect(try ProviderFile(folder: folder.path).read().isEmpty, "no file, no providers")
        try Self.write(folder.path)
        let providers = try ProviderFile(folder: folder.path).read()
        #expect(providers.map(\.id) == ["staff", "partner"] && providers.map(\.claim) == ["oid", "sub"])
        let staff = try #require(providers.first)
        #expect(staff.name[.traditionalChinese] == "職員登入" && staff.name[.simplifiedChinese] == "Staff sign-in")
        #expect(staff.secret.bytes == Array("k3y with spaces".utf8))
        #expect(staff.strongClasses == ["gold"] && staff.strongMethods == ["mfa", "hwk"])
        #expect(providers.last?.secret.bytes == Array("partner".utf8))
        #expect(!"\(providers)".contains("k3y"))
    }

    @Test(arguments: [
        ("    client-id: seawall\n", "", "server.providers-missing-key", 2),
        ("client-id", "client_id", "server.providers-unknown-key", 5),
        ("id: staff", "id: Staff", "server.providers-bad-id", 2),
        ("id: partner", "id: staff", "server.providers-twice", 10),
        ("https://partner.example", "https://id.example", "server.providers-twice", 12),
        ("https://id.example", "http://id.example", "credentials.openid-bad-address", 4),
        ("claim: oid", "claim: email", "identity.bad-claim", 8),
        ("claim: oid", "claim: preferred_username", "identity.bad-claim", 8),
        ("[profile]", "profile", "server.providers-not-list", 7),
        ("[profile]", "[\"a b\"]", "credentials.openid-bad-client", 4),
        ("{acr: [gold], amr: [mfa, hwk]}", "yes", "server.providers-not-mapping", 9),
        ("client-secret: secret", "client-secret: absent", "files.missing", 6),
        ("client-secret: secret", "client-secret: \"command:false\"", "secrets.command-failed", 6),
        ("client-secret: secret", "client-secret: \"command:true\"", "server.providers-bad-secret", 6),
        ("providers:", "provider:", "server.providers-unknown-key", 1),
        ("claim: oid", "roots: absent.pem", "files.missing", 8),
    ])
    func whatIsWrongIsNamedByItsLine(from: String, to: String, id: String, line: Int) throws {
        let folder = TemporaryFolder()
        try Self.write(folder.path, (from, to))
        do {
            _ = try ProviderFile(folder: folder.path).read()
            Issue.record("\(to) was taken")
        } catch {
            #expect(error.message.id == id, "\(error)")
            #expect(error.place?.file == folder.path + "/providers.yaml" && error.place?.line == line, "\(error)")
        }
    }

    @Test func aSecretThatOthersMayReadIsRefused() throws {
        let folder = TemporaryFolder()
        try Self.write(folder.path)
        try AtomicFile.write(Array("x".utf8), to: folder.path + "/secret", mode: 0o644)
        #expect { _ = try ProviderFile(folder: folder.path).read() } throws: {
            ($0 as? Fault)?.message.id == "files.loose-mode"
        }
    }
}
