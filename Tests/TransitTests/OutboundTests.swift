import Model
import Outbound
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct OutboundTests {
    /// Answers every connection with what it was given, or with nothing.
    private static let peer = """
        import socket,sys,threading
        s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(("127.0.0.1",int(sys.argv[1]))); s.listen(50)
        ok=b"HTTP/1.1 200 OK\\r\\nServer:  peer \\r\\nEmpty:\\r\\nSet-Cookie: a=1\\r\\nSet-Cookie: b=2\\r\\nContent-Length: 5\\r\\n\\r\\nhello"
        answers={"ok":ok,"early":b"HTTP/1.1 103 Early Hints\\r\\nLink: x\\r\\n\\r\\n"+ok,
          "large":b"HTTP/1.1 200 OK\\r\\n"+b"A: "+b"x"*60000+b"\\r\\nB: "+b"y"*60000+b"\\r\\n\\r\\n",
          "redirect":b"HTTP/1.1 302 Found\\r\\nLocation: http://127.0.0.1:1/\\r\\nContent-Length: 0\\r\\n\\r\\n",
          "endless":b"HTTP/1.1 200 OK\\r\\n\\r\\n"+b"z"*(1<<24),"junk":b"220 mail\\r\\n"}
        held=[]
        def serve(c):
            c.recv(4096); a=answers.get(sys.argv[2])
            if a is None: held.append(c); return
            try: c.sendall(a)
            except OSError: pass
            c.close()
        while True: threading.Thread(target=serve,args=(s.accept()[0],)).start()
        """

    private func get(
        _ manner: String, scope: ((UInt16) -> OutboundScope)? = nil, bodyBytes: Int = 0
    ) throws -> OutboundResponse {
        let port = Loopback.freePort()
        let server = Server(["python3", "-c", Self.peer, "\(port)", manner], port: port)
        defer { withExtendedLifetime(server) {} }
        var request = OutboundRequest(
            "http://permits.test:\(port)/", dial: .init(host: "127.0.0.1", port: port),
            scope: scope?(port) ?? OutboundScope(addresses: ["127.0.0.1"], ports: [port]), trust: .none)
        request.milliseconds = 2_000
        request.bodyBytes = bodyBytes
        return try Outbound.send(request)
    }

    private func fault(_ manner: String, scope: ((UInt16) -> OutboundScope)? = nil) -> String? {
        do {
            _ = try get(manner, scope: scope)
            return nil
        } catch {
            return (error as? Fault)?.message.id
        }
    }

    @Test(arguments: ["ok", "early"])
    func headersAndTheBeginningOfTheBodyAreTaken(manner: String) throws {
        let answer = try get(manner, bodyBytes: 3)
        #expect(answer.status == 200)
        #expect(answer.values(of: "server") == ["peer"])
        #expect(answer.values(of: "empty") == [""])
        #expect(answer.values(of: "set-cookie") == ["a=1", "b=2"])
        #expect(answer.values(of: "link").isEmpty)
        #expect(answer.body == Array("hel".utf8))
    }

    @Test func nothingOutsideTheScopeIsDialled() {
        #expect(fault("ok", scope: { OutboundScope(ports: [$0 ^ 1]) }) == "outbound.out-of-scope")
        #expect(fault("ok", scope: { OutboundScope(addresses: ["127.0.0.2"], ports: [$0]) }) == "outbound.out-of-scope")
        #expect(fault("ok", scope: { OutboundScope(addresses: [], ports: [$0]) }) == "outbound.out-of-scope")
    }

    @Test func aRedirectIsReportedAndNotFollowed() throws {
        let answer = try get("redirect")
        #expect(answer.status == 302)
        #expect(answer.values(of: "location") == ["http://127.0.0.1:1/"])
    }

    @Test func hostilePeersAreCutOff() throws {
        #expect(fault("large") == "outbound.too-large")
        #expect(fault("silent") == "outbound.timeout")
        #expect(fault("junk") == "outbound.no-answer")
        #expect(try get("endless", bodyBytes: 1_000).body.count == 1_000)
    }

    @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "not a url"])
    func otherSchemesAreRefused(url: String) {
        let request = OutboundRequest(url, scope: OutboundScope(ports: [80]), trust: .none)
        #expect { _ = try Outbound.send(request) } throws: { ($0 as? Fault)?.message.id.hasPrefix("outbound.") == true }
    }

    /// What is sent may be a secret: it leaves the machine over TLS alone.
    @Test func aPostWithoutTLSStaysOnThisMachine() throws {
        let port = Loopback.freePort()
        let server = Server(["python3", "-c", Self.peer, "\(port)", "ok"], port: port)
        defer { withExtendedLifetime(server) {} }
        func send(_ scope: OutboundScope) throws -> Int {
            var request = OutboundRequest("http://127.0.0.1:\(port)/", scope: scope, trust: .system)
            request.post = OutboundRequest.Post(fields: [.init("Content-Type", "text/plain")], body: Array("x".utf8))
            return try Outbound.send(request).status
        }
        #expect(try send(.loopback(ports: [port])) == 200)
        for scope in [
            OutboundScope(ports: [port]), OutboundScope(addresses: ["127.0.0.1", "192.0.2.1"], ports: [port]),
        ] {
            #expect { _ = try send(scope) } throws: { ($0 as? Fault)?.message.id == "outbound.bad-url" }
        }
        #expect { _ = try send(.loopback(ports: [port ^ 1])) } throws: {
            ($0 as? Fault)?.message.id == "outbound.out-of-scope"
        }
    }

    @Test(arguments: ["Bearer x\r\nHost: evil", "", "ü", "a\u{0}"])
    func aFieldThatWouldBeginAnotherIsNotSent(value: String) {
        var request = OutboundRequest("https://127.0.0.1:1/", scope: OutboundScope(ports: [1]), trust: .system)
        request.post = OutboundRequest.Post(fields: [.init("Authorization", value)], body: [])
        #expect { _ = try Outbound.send(request) } throws: { ($0 as? Fault)?.message.id == "outbound.bad-field" }
    }

    @Test func aBodyIsNotSentInTheClear() {
        let port = Loopback.freePort()
        let server = Server(["python3", "-c", Self.peer, "\(port)", "ok"], port: port)
        defer { withExtendedLifetime(server) {} }
        var request = OutboundRequest("http://127.0.0.1:\(port)/", scope: OutboundScope(ports: [port]), trust: .system)
        request.post = OutboundRequest.Post(fields: [], body: Array("secret".utf8))
        #expect { _ = try Outbound.send(request) } throws: { ($0 as? Fault)?.message.id == "outbound.bad-url" }
    }
}
