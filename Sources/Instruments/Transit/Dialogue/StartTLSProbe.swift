import CanonicalJSON
import Model

/// States whether a service offers TLS in its dialogue, whether it insists, and whether it takes passwords before.
struct StartTLSProbe {
    static let kind = "transit.starttls"

    static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("starttls.offered", .bool, "STARTTLS or its like is offered"),
            .init("starttls.plaintext_login", .bool, "a login mechanism is advertised before TLS"),
            .init("starttls.required", .text, "yes, no, not-assessable"),
        ])

    let wire: TLSWire

    func reading() -> Reading {
        guard let dialogue = StartTLSDialogue(wire.target.kind) else {
            return Reading(kind: Self.kind, facts: [:], completeness: .notAssessed(Message("transit.not-starttls")))
        }
        do throws(Socket.Failure) {
            let socket = try wire.open()
            let outcome = try dialogue.begin(on: socket)
            guard outcome != .notUnderstood else {
                return Reading(
                    kind: Self.kind, facts: [:], completeness: .notAssessed(Message("transit.other-protocol")))
            }
            let (login, required) = try inClear()
            var facts: Facts = [
                "starttls.offered": .bool(outcome == .ready), "starttls.required": .string(required),
            ]
            facts["starttls.plaintext_login"] = login.map { .bool($0) }
            return Reading(kind: Self.kind, facts: facts)
        } catch {
            return Reading(kind: Self.kind, facts: [:], completeness: .notAssessed(TransitProbe.message(for: error)))
        }
    }

    /// Whether logins are advertised in clear, and whether the server refuses to go on without TLS.
    private func inClear() throws(Socket.Failure) -> (login: Bool?, required: String) {
        let socket = try wire.open()
        var reader = LineReader(socket: socket)
        switch wire.target.kind {
        case .smtp:
            guard try reader.reply() != nil else { return (nil, "not-assessable") }
            try socket.send(Array("EHLO seawall.invalid\r\n".utf8))
            let login = try reader.reply()?.lines.contains { $0.uppercased().hasPrefix("AUTH") } ?? false
            // An empty sender begins nothing that could be delivered, and RSET takes it back.
            try socket.send(Array("MAIL FROM:<>\r\n".utf8))
            let code = try reader.reply()?.code
            try socket.send(Array("RSET\r\nQUIT\r\n".utf8))
            return (login, code == "530" ? "yes" : code == "250" ? "no" : "not-assessable")
        case .imap:
            _ = try reader.line()
            try socket.send(Array("a1 CAPABILITY\r\n".utf8))
            let line = try reader.line()?.uppercased() ?? ""
            let login = line.contains("AUTH=") || !line.contains("LOGINDISABLED")
            return (login, line.contains("LOGINDISABLED") ? "yes" : "no")
        case .pop3:
            _ = try reader.line()
            try socket.send(Array("CAPA\r\n".utf8))
            var login = false
            while let line = try reader.line(), line != ".", !line.hasPrefix("-ERR") {
                if line.uppercased().hasPrefix("USER") || line.uppercased().hasPrefix("SASL") { login = true }
            }
            return (login, login ? "no" : "not-assessable")
        case .postgres: return Self.postgres(socket)
        // A directory takes binds or not: no answer short of a bind tells.
        case .https, .tls, .ldap, .ssh: return (nil, "not-assessable")
        }
    }

    /// A server that asks for a password in clear takes logins in clear. A refusal tells nothing: it may be this name's.
    private static func postgres(_ socket: Socket) -> (login: Bool?, required: String) {
        let names = Array("user\0seawall\0\0".utf8)
        do throws(Socket.Failure) {
            try socket.send([0, 0, 0, UInt8(names.count + 8), 0, 3, 0, 0] + names)
            return try socket.receive().first == UInt8(ascii: "R") ? (true, "no") : (nil, "not-assessable")
        } catch {
            return (nil, "not-assessable")
        }
    }
}
