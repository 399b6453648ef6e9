import Glibc
import Model
import PostgresStorage
import Storage
import TestSupport
import Testing

/// Who is let in, to which database, and whether the server is who it should be.
@Suite(.timeLimit(.minutes(10))) struct PostgresSignInTests {
    @Test func aDatabaseThatSortsOtherwiseIsRefused() async throws {
        PostgresServer.shared.run(
            """
            CREATE DATABASE sorted TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C';
            CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'
            """, in: "postgres")
        for name in ["sorted", "latin"] {
            let database = try PostgresDatabase(url: PostgresServer.shared.url(name))
            #expect(
                await faultOf { _ = try await database.read { try $0.rows("SELECT 1 AS n").count } }?.message.id
                    == "storage.other-order", "\(name)")
        }
    }

    @Test func whoIsNotLetInIsToldSo() async throws {
        let server = PostgresServer()
        let url = server.newDatabase()
        let folder = TemporaryFolder()
        server.run("CREATE ROLE officer LOGIN PASSWORD 'correct horse'", in: "postgres")
        let rules = "host all officer 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        try #require(Run(["tee", server.folder + "/pg_hba.conf"], input: Array(rules.utf8)).status == 0)
        server.run("SELECT pg_reload_conf()", in: "postgres")
        let officer = url.replacing("postgres@", with: "officer@")
        func fault(_ url: String) async throws -> Fault? {
            let database = try PostgresDatabase(url: url)
            return await faultOf { _ = try await database.read { try $0.rows("SELECT 1 AS n").count } }
        }
        let passfile = folder.write("passfile", "*:*:*:officer:correct horse\n")
        let wrong = folder.write("wrong", "*:*:*:officer:battery staple\n")
        for path in [passfile, wrong] { chmod(path, 0o600) }
        #expect(try await fault(officer + "?passfile=" + passfile) == nil)
        for (address, id) in [
            (officer + "?passfile=" + wrong, "storage.denied"), (officer + "?passfile=/dev/null", "storage.denied"),
            (url + "absent", "storage.unavailable"), (url.replacing("postgres@", with: "nobody@"), "storage.denied"),
        ] {
            let found = try await fault(address)
            #expect(found?.message.id == id, "\(found as Any)")
            #expect(found?.description.contains("battery") == false)
        }
        for address in [officer.replacing("officer@", with: "officer:battery@"), officer + "?password=battery"] {
            #expect(throws: Fault("storage.password-in-address")) { try PostgresDatabase(url: address) }
        }
    }

    /// `verify-full` connects only where the server's certificate is of the named authority and for the named host.
    @Test func aServerMustProveWhoItIs() async throws {
        let folder = TemporaryFolder()
        let made = Run(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "key", "-out",
                "certificate",
            ], folder: folder.path)
        try #require(made.status == 0, "\(made.error)")
        let server = PostgresServer()
        let owner = geteuid() == 0 ? "postgres" : ""
        for name in ["key", "certificate"] {
            try #require(Run(["cp", folder.path + "/" + name, server.folder + "/" + name]).status == 0)
            _ = Run(["chown", owner, server.folder + "/" + name])
            chmod(server.folder + "/" + name, 0o600)
        }
        server.run(
            """
            ALTER SYSTEM SET ssl_cert_file = 'certificate'; ALTER SYSTEM SET ssl_key_file = 'key';
            ALTER SYSTEM SET ssl = on
            """, in: "postgres")
        server.end("INT")
        server.start()
        let url = server.newDatabase()
        func isEncrypted(_ address: String) async throws -> Bool {
            try await PostgresDatabase(url: address).read { transaction in
                try transaction.rows("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")[0].boolean("ssl")
            }
        }
        let full = "?sslmode=verify-full&sslrootcert=" + folder.path + "/certificate"
        let named = url.replacing("127.0.0.1", with: "localhost") + full + "&hostaddr=127.0.0.1"
        #expect(try await isEncrypted(named))
        #expect(await faultOf { _ = try await isEncrypted(url + full) }?.message.id == "storage.unavailable")
        #expect(try await !isEncrypted(url + "?sslmode=disable"))
    }

    @Test(arguments: [
        "", "http://h/d", "postgresql", "postgresql://h/d?nonsense=1", "postgresql://u:%zz@h/d", "host=h",
    ])
    func anAddressThatIsNoneIsRefusedWithoutRepeatingIt(url: String) {
        let error = #expect(throws: Fault.self) { try PostgresDatabase(url: url) }
        #expect(error == Fault("storage.bad-address"))
    }
}
