import CanonicalJSON
import Model
import TestSupport
import Testing
import Transit

@Suite(.timeLimit(.minutes(10))) struct ServiceProbeTests {
    private let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test(arguments: [true, false])
    func headersAndThePlainPortAreRead(careful: Bool) async throws {
        let (secure, plain) = (Loopback.freePort(), Loopback.freePort())
        let headers =
            careful
            ? """
            add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
            add_header Content-Security-Policy "default-src 'self'; frame-ancestors 'none'" always;
            add_header X-Content-Type-Options nosniff always; add_header Referrer-Policy no-referrer always;
            add_header Permissions-Policy "camera=()" always; add_header Set-Cookie "a=1; Secure" always;
            """ : "add_header Set-Cookie \"session=1; HttpOnly\" always;"
        let answer = careful ? "return 301 https://permits.test:\(secure)/;" : "return 200 plain;"
        fixture.folder.write(
            "nginx.conf",
            """
            daemon off; master_process off; pid nginx.pid; error_log stderr; events {}
            http { access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
              server { listen 127.0.0.1:\(secure) ssl; ssl_certificate leaf.pem; ssl_certificate_key leaf.key; \(headers)
                location / { return 200 ok; } }
              server { listen 127.0.0.1:\(plain); location / { \(answer) } } }
            """)
        let server = Server(
            ["nginx", "-p", fixture.folder.path, "-c", fixture.folder.path + "/nginx.conf"], port: secure)
        let readings = try await fixture.readings(port: secure, kind: .https, plain: plain)
        withExtendedLifetime(server) {}
        let http = try #require(readings["transit.http"])
        #expect(http.completeness == .complete)
        #expect(http.facts["http.hsts"] == .bool(careful))
        #expect(http.facts["http.hsts_max_age"] == (careful ? 31_536_000 : 0))
        #expect(http.texts("http.headers_missing").isEmpty == careful)
        #expect(http.facts["http.plain_redirects_to_https"] == (careful ? "yes" : "no"))
        #expect(http.texts("http.insecure_cookies") == (careful ? [] : ["session"]))
        #expect(http.facts["http.status"] == 200)
    }

    @Test(arguments: [EndpointTarget.Kind.smtp, .imap, .pop3, .ldap, .postgres], [true, false])
    func dialoguesLeadToTLS(kind: EndpointTarget.Kind, offered: Bool) async throws {
        let port = Loopback.freePort()
        fixture.folder.write("peer.py", Self.peer)
        let server = Server(
            ["python3", "peer.py", "\(port)", kind.rawValue, offered ? "tls" : "clear"], port: port,
            folder: fixture.folder.path)
        let readings = try await fixture.readings(port: port, kind: kind)
        withExtendedLifetime(server) {}
        let dialogue = try #require(readings["transit.starttls"])
        #expect(dialogue.facts["starttls.offered"] == .bool(offered), "\(dialogue)")
        if offered {
            #expect(readings["transit.tls"]?.texts("tls.versions").contains("TLSv1.3") == true)
            #expect(readings["transit.certificate"]?.facts["certificate.trust"] == "trusted")
        }
        if kind == .smtp { #expect(dialogue.facts["starttls.plaintext_login"] == .bool(!offered)) }
    }

    @Test func whatAnSSHServerOffersIsRead() async throws {
        let port = Loopback.freePort()
        let made = Run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "host"], folder: fixture.folder.path)
        try #require(made.status == 0, "\(made.error)")
        _ = Run(["mkdir", "-p", "/run/sshd"])
        let server = Server(
            [
                "/usr/sbin/sshd", "-D", "-f", "/dev/null", "-h", fixture.folder.path + "/host", "-p", "\(port)",
                "-o", "ListenAddress=127.0.0.1", "-o", "PidFile=none", "-o", "UsePAM=no",
                "-o", "KexAlgorithms=curve25519-sha256,diffie-hellman-group14-sha1", "-o",
                "Ciphers=aes256-gcm@openssh.com",
                "-o", "MACs=hmac-sha2-256-etm@openssh.com",
            ], port: port)
        let readings = try await fixture.readings(port: port, kind: .ssh)
        withExtendedLifetime(server) {}
        let ssh = try #require(readings["transit.ssh"])
        #expect(ssh.facts["ssh.protocol"] == "2.0")
        #expect(ssh.texts("ssh.kex") == ["curve25519-sha256", "diffie-hellman-group14-sha1"])
        #expect(ssh.texts("ssh.ciphers") == ["aes256-gcm@openssh.com"])
        #expect(ssh.texts("ssh.weak") == ["diffie-hellman-group14-sha1"])
        #expect(ssh.facts["ssh.terrapin"] == false)
    }

    /// Speaks just enough of each protocol before it hands over to Python's own TLS.
    private static let peer = """
        import socket,ssl,sys,threading
        port,kind,mode=int(sys.argv[1]),sys.argv[2],sys.argv[3]
        tls=mode=="tls"
        context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain("leaf.pem","leaf.key")
        listener=socket.socket(); listener.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1)
        listener.bind(("127.0.0.1",port)); listener.listen(100)
        def line(f): return f.readline().strip().upper()
        def upgrade(c): context.wrap_socket(c,server_side=True).close()
        def serve(c):
            f=c.makefile("rb",buffering=0)
            if kind=="smtp":
                c.sendall(b"220 test ESMTP\\r\\n")
                while True:
                    l=line(f)
                    if l.startswith(b"EHLO"): c.sendall(b"250-test\\r\\n"+(b"250 STARTTLS\\r\\n" if tls else b"250 AUTH PLAIN LOGIN\\r\\n"))
                    elif l==b"STARTTLS" and tls: c.sendall(b"220 go\\r\\n"); return upgrade(c)
                    elif l.startswith(b"MAIL"): c.sendall(b"530 5.7.0 Must issue STARTTLS first\\r\\n" if tls else b"250 ok\\r\\n")
                    elif l in (b"QUIT",b""): return
                    else: c.sendall(b"250 ok\\r\\n")
            elif kind=="imap":
                c.sendall(b"* OK test\\r\\n")
                l=line(f)
                if l.endswith(b"CAPABILITY"): c.sendall(b"* CAPABILITY IMAP4rev1 "+(b"STARTTLS LOGINDISABLED" if tls else b"AUTH=PLAIN")+b"\\r\\na1 OK\\r\\n")
                elif tls: c.sendall(b"a1 OK\\r\\n"); upgrade(c)
                else: c.sendall(b"a1 BAD\\r\\n")
            elif kind=="pop3":
                c.sendall(b"+OK test\\r\\n")
                l=line(f)
                if l==b"CAPA": c.sendall(b"+OK\\r\\n"+(b"STLS" if tls else b"USER")+b"\\r\\n.\\r\\n")
                elif tls: c.sendall(b"+OK\\r\\n"); upgrade(c)
                else: c.sendall(b"-ERR\\r\\n")
            elif kind=="postgres":
                if c.recv(8)!=bytes([0,0,0,8,4,0xd2,0x16,0x2f]): return
                c.sendall(b"S" if tls else b"N")
                if tls: upgrade(c)
            elif kind=="ldap":
                c.recv(64)
                body=bytes([2,1,1,0x78,7,0x0a,1,0 if tls else 52,4,0,4,0]); c.sendall(bytes([0x30,len(body)])+body)
                if tls: upgrade(c)
        def guard(c):
            try: serve(c)
            except Exception: pass
            finally: c.close()
        while True: threading.Thread(target=guard,args=(listener.accept()[0],)).start()
        """
}
