/// The reading half of a TLS 1.3 client: far enough to see a server's certificate, then it hangs up (RFC 8446).
struct TLS13Reader {
    /// What it saw.
    struct Result {
        var chain: [[UInt8]] = []
        var stapled: [UInt8]?
        var asksForCertificate = false
    }

    private static let messageLimit = 1 << 18

    private let wire: TLSWire
    private let suites: [UInt16]
    private let group: UInt16?

    /// A reader for a server whose suites and groups are known.
    init(wire: TLSWire, suites: [UInt16], groups: [UInt16]) {
        self.wire = wire
        self.suites = suites.filter { (0x1301...0x1303).contains($0) }
        group = KeyShare.groups.first { groups.contains($0) }
    }

    /// Reads the server's flight; nil where it cannot be read: no suite or group in common, or no answer.
    func read() -> Result? {
        guard let group, !suites.isEmpty, let share = KeyShare(group: group) else { return nil }
        let hello = ClientHello(
            version: .tls13, suites: suites, groups: [group], keyShares: [(group, share.key)],
            serverName: SubjectAddress.extensionName(wire.target.serverName), random: Randomness.bytes(32))
        do throws(Socket.Failure) {
            let socket = try wire.connect()
            try socket.send(hello.record)
            var parser = FlightParser(.flight, keepsEncrypted: true)
            while parser.flight.hello == nil, parser.state == .reading { parser.receive(try socket.receive()) }
            guard let answer = parser.flight.hello, !answer.isRetry, let secret = share.shared(with: answer.key),
                var keys = KeySchedule(suite: answer.suite, shared: secret, transcript: hello.message + answer.message)
            else { return nil }
            var messages: [UInt8] = []
            var result = Result()
            while true {
                for record in parser.takeEncrypted() {
                    guard let opened = keys.open(record.header, record.body), opened.type == 22 else { return nil }
                    messages += opened.content
                    guard messages.count <= Self.messageLimit else { return nil }
                }
                if Self.take(&messages, into: &result) { return result }
                guard parser.state == .reading else { return nil }
                parser.receive(try socket.receive())
            }
        } catch {
            return nil
        }
    }

    /// Takes whole messages in; true once the certificate was seen.
    private static func take(_ messages: inout [UInt8], into result: inout Result) -> Bool {
        while messages.count >= 4 {
            let length = Int(messages[1]) << 16 | Int(messages[2]) << 8 | Int(messages[3])
            guard messages.count >= 4 + length else { return false }
            let body = messages[4..<4 + length]
            switch messages[0] {
            case 13: result.asksForCertificate = true
            case 11:
                certificate(body, into: &result)
                return true
            default: break
            }
            messages.removeFirst(4 + length)
        }
        return false
    }

    /// Certificate entries with their extensions (section 4.4.2).
    private static func certificate(_ body: ArraySlice<UInt8>, into result: inout Result) {
        var reader = ByteReader(body)
        guard reader.vector(lengthBytes: 1) != nil, let list = reader.vector(lengthBytes: 3) else { return }
        var entries = ByteReader(list)
        while result.chain.count < 32, let certificate = entries.vector(lengthBytes: 3),
            let extensions = entries.vector(lengthBytes: 2)
        {
            result.chain.append(Array(certificate))
            var fields = ByteReader(extensions)
            while let type = fields.two(), let field = fields.vector(lengthBytes: 2) {
                if type == 5, result.chain.count == 1 { result.stapled = HandshakeMessages.status(field) }
            }
        }
    }
}
