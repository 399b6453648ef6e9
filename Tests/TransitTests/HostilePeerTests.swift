import CanonicalJSON
import Model
import TestSupport
import Testing
import Transit

/// Peers that do not do what they should, on every kind of endpoint: what they leave open is not assessed, never "not
/// offered", and each is left after few connections and few bytes.
@Suite(.timeLimit(.minutes(10))) struct HostilePeerTests {
    /// What a peer does to every connection.
    enum Manner: String, CaseIterable {
        case silent, drip, gigabyte, records, alerts, halfRecord, close, reset, plain, greeting, binary
    }

    private let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    private func readings(
        of manner: Manner, kind: EndpointTarget.Kind, answerMilliseconds: Int, networks: [AddressBlock]? = nil
    ) async throws -> (all: [String: Reading], connections: Int, mostBytes: Int) {
        let port = Loopback.freePort()
        let server = Server(
            ["python3", "-c", Self.peer, "\(port)", manner.rawValue], port: port, folder: fixture.folder.path)
        var limits = TransitLimits()
        limits.answerMilliseconds = manner == .drip ? 2_500 : answerMilliseconds
        limits.networks = networks
        let readings = try await fixture.readings(port: port, kind: kind, limits: limits)
        withExtendedLifetime(server) {}
        let log = Run(["cat", fixture.folder.path + "/sent"]).text
        let sent = log.split(separator: "\n").compactMap { Int($0) }
        let opened = Run(["cat", fixture.folder.path + "/opened"]).text.utf8.count
        // Where a peer floods, what it could send is known: a limit holds nothing that was not counted.
        if [.gigabyte, .records, .alerts].contains(manner), networks == nil { #expect(!sent.isEmpty) }
        return (readings, opened, sent.max() ?? 0)
    }

    private func reason(_ reading: Reading?) -> String? {
        if case .notAssessed(let message) = reading?.completeness { message.id } else { nil }
    }

    @Test(
        arguments: [
            (.silent, "transit.silent"), (.drip, "transit.silent"), (.gigabyte, "transit.too-much"),
            (.records, "transit.other-protocol"), (.alerts, "transit.too-much"), (.halfRecord, "transit.closed"),
            (.close, "transit.closed"), (.reset, "transit.closed"),
        ] as [(Manner, String)])
    func nothingIsClaimedOfAPeerThatMisbehavesInTLS(manner: Manner, why: String) async throws {
        // What a peer does must be seen before the time is up, also on a machine that is busy.
        let (readings, connections, mostBytes) = try await readings(
            of: manner, kind: .https, answerMilliseconds: manner == .silent ? 400 : 5_000)
        #expect(reason(readings["transit.tls"]) == why)
        #expect(readings["transit.tls"]?.facts == ["tls.reachable": false])
        #expect(reason(readings["transit.certificate"]) == why)
        #expect(reason(readings["transit.http"]) != nil)
        // The listening check of the test is a connection of its own.
        #expect(connections <= 16, "\(connections) connections")
        // What the peer could send is what we took and what the system's buffers hold.
        #expect(mostBytes < 16 << 20, "\(mostBytes) bytes")
    }

    @Test(arguments: [Manner.plain, .greeting, .binary])
    func anotherProtocolIsToldFromTLS(manner: Manner) async throws {
        let (readings, connections, _) = try await readings(of: manner, kind: .https, answerMilliseconds: 5_000)
        let tls = try #require(readings["transit.tls"])
        #expect(tls.facts == ["tls.plaintext": true, "tls.reachable": true, "tls.versions": []])
        #expect(reason(readings["transit.certificate"]) == "transit.no-certificate")
        #expect(reason(readings["transit.http"]) == "transit.other-protocol")
        #expect(connections <= 6, "\(connections) connections")
    }

    @Test(
        arguments: [EndpointTarget.Kind.smtp, .imap, .pop3, .ldap, .postgres],
        [Manner.silent, .drip, .gigabyte, .alerts, .close, .greeting])
    func dialoguesEndWithPeersThatDoNotTalk(kind: EndpointTarget.Kind, manner: Manner) async throws {
        let (readings, connections, mostBytes) = try await readings(of: manner, kind: kind, answerMilliseconds: 600)
        #expect(reason(readings["transit.starttls"]) != nil, "\(readings)")
        #expect(readings["transit.tls"]?.facts["tls.versions"] != .strings(["TLSv1.2"]))
        #expect(reason(readings["transit.certificate"]) != nil)
        #expect(connections <= 16, "\(connections) connections")
        #expect(mostBytes < 16 << 20, "\(mostBytes) bytes")
    }

    @Test(arguments: [Manner.silent, .drip, .gigabyte, .alerts, .halfRecord, .close, .plain])
    func anSSHProbeEndsWithPeersThatDoNotTalk(manner: Manner) async throws {
        let (readings, connections, mostBytes) = try await readings(of: manner, kind: .ssh, answerMilliseconds: 600)
        #expect(reason(readings["transit.ssh"]) != nil)
        #expect(connections <= 2, "\(connections) connections")
        #expect(mostBytes < 16 << 20, "\(mostBytes) bytes")
    }

    @Test(arguments: EndpointTarget.Kind.allCases)
    func outsideTheNetworksNothingIsConnectedTo(kind: EndpointTarget.Kind) async throws {
        let networks = ["10.0.0.0/8", "::/0", "127.0.0.2"].compactMap(AddressBlock.init)
        let (readings, connections, _) = try await readings(
            of: .close, kind: kind, answerMilliseconds: 5_000, networks: networks)
        #expect(!readings.isEmpty)
        for (name, reading) in readings { #expect(reason(reading) == "transit.out-of-bounds", "\(name)") }
        // The listening check of the test.
        #expect(connections == 1)
    }

    @Test(arguments: EndpointTarget.Kind.allCases)
    func nobodyListeningIsNotAssessed(kind: EndpointTarget.Kind) async throws {
        let readings = try await fixture.readings(port: Loopback.freePort(), kind: kind)
        #expect(!readings.isEmpty)
        for (name, reading) in readings { #expect(reason(reading) == "transit.refused", "\(name)") }
    }

    /// Notes each connection by a byte in one file, and what it could send by a line in another.
    private static let peer = """
        import os,socket,struct,sys,threading,time
        s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(("127.0.0.1",int(sys.argv[1]))); s.listen(50)
        manner=sys.argv[2]; held=[]
        def note(name,text):
            f=os.open(name,os.O_WRONLY|os.O_CREAT|os.O_APPEND,0o600); os.write(f,text); os.close(f)
        def send(c,block,count):
            sent=0
            try:
                for _ in range(count): sent+=c.send(block)
            except OSError: pass
            note("sent",b"%d\\n"%sent)
        def serve(c):
            try:
                if manner=="silent": held.append(c); return
                if manner=="drip":
                    for b in b"\\x16\\x03\\x03\\x00\\x50"+bytes(80): c.sendall(bytes([b])); time.sleep(1)
                # Records of a certificate flight that never ends, records that hold no message, warnings without end.
                if manner=="gigabyte": send(c,b"\\x16\\x03\\x03\\x40\\x00"+b"\\x0e\\x03\\xff\\xf0"+bytes(16380),65536)
                if manner=="records": send(c,b"\\x16\\x03\\x03\\x40\\x00"+b"\\x02"*16384,65536)
                if manner=="alerts": send(c,b"\\x15\\x03\\x03\\x00\\x02\\x01\\x70"*1000,100000)
                c.settimeout(2); c.recv(4096)
                if manner=="halfRecord": c.sendall(b"\\x16\\x03\\x03\\x00\\x50\\x02\\x00\\x00\\x4c\\x03\\x03"+bytes(20))
                if manner=="plain": c.sendall(b"HTTP/1.1 400 Bad Request\\r\\n\\r\\n")
                if manner=="greeting": c.sendall(b"SSH-2.0-peer\\r\\n")
                if manner=="binary": c.sendall(b"\\x4a\\x00\\x00\\x00\\x0a8.0.1\\x00"+bytes(60))
                if manner=="reset": c.setsockopt(socket.SOL_SOCKET,socket.SO_LINGER,struct.pack("ii",1,0))
                c.close()
            except OSError: pass
        while True:
            c=s.accept()[0]; note("opened",b"x"); threading.Thread(target=serve,args=(c,)).start()
        """
}
