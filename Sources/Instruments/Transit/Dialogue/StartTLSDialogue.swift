/// What clients and servers say in clear before TLS begins, each protocol in its own words.
struct StartTLSDialogue {
    /// Where a dialogue ended.
    enum Outcome: Equatable {
        /// TLS begins now.
        case ready
        /// The server does not offer it.
        case notOffered
        /// The server speaks another protocol.
        case notUnderstood
    }

    private static let lineLimit = 64
    private static let lineBytes = 8_192

    private let kind: EndpointTarget.Kind

    /// The dialogue of a protocol; nil where TLS begins at once.
    init?(_ kind: EndpointTarget.Kind) {
        switch kind {
        case .https, .tls, .ssh: return nil
        case .smtp, .imap, .pop3, .ldap, .postgres: self.kind = kind
        }
    }

    /// Talks to the point where a hello can be sent.
    func begin(on socket: Socket) throws(Socket.Failure) -> Outcome {
        switch kind {
        case .smtp: return try smtp(socket)
        case .imap: return try lines(socket, greeting: "* OK", ask: "a1 STARTTLS", yes: "a1 OK", no: "a1 ")
        case .pop3: return try lines(socket, greeting: "+OK", ask: "STLS", yes: "+OK", no: "-ERR")
        case .postgres: return try postgres(socket)
        case .ldap: return try ldap(socket)
        case .https, .tls, .ssh: return .ready
        }
    }

    private func smtp(_ socket: Socket) throws(Socket.Failure) -> Outcome {
        var reader = LineReader(socket: socket)
        guard try reader.reply()?.code == "220" else { return .notUnderstood }
        try socket.send(Array("EHLO seawall.invalid\r\n".utf8))
        guard let capabilities = try reader.reply(), capabilities.code == "250" else { return .notUnderstood }
        guard capabilities.lines.contains(where: { $0.uppercased() == "STARTTLS" }) else { return .notOffered }
        try socket.send(Array("STARTTLS\r\n".utf8))
        return try reader.reply()?.code == "220" ? .ready : .notOffered
    }

    private func lines(
        _ socket: Socket, greeting: String, ask: String, yes: String, no: String
    ) throws(Socket.Failure) -> Outcome {
        var reader = LineReader(socket: socket)
        guard try reader.line()?.hasPrefix(greeting) == true else { return .notUnderstood }
        try socket.send(Array((ask + "\r\n").utf8))
        for _ in 0..<Self.lineLimit {
            guard let line = try reader.line() else { return .notUnderstood }
            if line.hasPrefix(yes) { return .ready }
            if line.hasPrefix(no) { return .notOffered }
        }
        return .notUnderstood
    }

    /// SSLRequest (PostgreSQL, "Message Formats"): one byte answers.
    private func postgres(_ socket: Socket) throws(Socket.Failure) -> Outcome {
        try socket.send([0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F])
        let answer = try socket.receive()
        // Whatever comes behind that byte before TLS begins was never meant for this dialogue.
        guard answer.count == 1 else { return .notUnderstood }
        switch answer.first {
        case UInt8(ascii: "S"): return .ready
        case UInt8(ascii: "N"): return .notOffered
        default: return .notUnderstood
        }
    }

    /// The extended operation 1.3.6.1.4.1.1466.20037 (RFC 4511, section 4.14).
    private func ldap(_ socket: Socket) throws(Socket.Failure) -> Outcome {
        let name = Array("1.3.6.1.4.1.1466.20037".utf8)
        let operation: [UInt8] = [0x77, UInt8(name.count + 2), 0x80, UInt8(name.count)] + name
        try socket.send([0x30, UInt8(operation.count + 3), 0x02, 0x01, 0x01] + operation)
        var answer: [UInt8] = []
        while answer.count < 4 || answer.count < Self.ldapLength(answer) {
            answer += try socket.receive()
            guard answer.count <= Self.lineBytes else { return .notUnderstood }
        }
        guard answer[0] == 0x30, let operation = answer.firstIndex(of: 0x78) else { return .notUnderstood }
        // ExtendedResponse: an ENUMERATED resultCode comes first, and 0 is success.
        let body = answer[operation...].dropFirst(2)
        guard body.first == 0x0A, body.dropFirst().first == 1 else { return .notUnderstood }
        return body.dropFirst(2).first == 0 ? .ready : .notOffered
    }

    private static func ldapLength(_ answer: [UInt8]) -> Int {
        guard answer.count >= 2 else { return 2 }
        if answer[1] < 0x80 { return 2 + Int(answer[1]) }
        let count = Int(answer[1] & 0x7F)
        guard count <= 2, answer.count >= 2 + count else { return lineBytes }
        return 2 + count + answer[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
