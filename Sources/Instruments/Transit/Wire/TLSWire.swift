/// Makes one connection for each hello: what went out, and what a server said to it.
struct TLSWire {
    /// What came of a hello.
    enum Answer {
        case flight(ServerFlight)
        /// An alert, or the connection was closed: the server does not want what was offered.
        case refused
        /// Nothing came in time: nothing is known.
        case timeout
        /// The peer speaks something else.
        case notTLS
        /// No connection.
        case unreachable(Socket.Failure)
    }

    let target: EndpointTarget
    let limits: TransitLimits
    let deadline: Deadline

    /// A connection on which TLS may begin: after STARTTLS where the protocol wants that.
    func connect() throws(Socket.Failure) -> Socket {
        let deadline = Deadline(milliseconds: limits.answerMilliseconds, notAfter: deadline)
        let socket = try Socket(host: target.host, port: target.port, limits: limits, deadline: deadline)
        if let dialogue = StartTLSDialogue(target.kind) {
            guard try dialogue.begin(on: socket) == .ready else { throw .closed }
        }
        return socket
    }

    /// Sends a hello and reads what comes.
    func ask(_ hello: ClientHello, wantsFlight: Bool = false) -> Answer {
        let socket: Socket
        do throws(Socket.Failure) {
            socket = try connect()
        } catch {
            return error == .timeout ? .timeout : .unreachable(error)
        }
        var parser = FlightParser(wantsFlight: wantsFlight)
        do throws(Socket.Failure) {
            try socket.send(hello.record)
            while parser.state == .reading { parser.receive(try socket.receive()) }
        } catch {
            // A hello that arrived counts, even where the rest of the flight did not.
            if parser.flight.hello != nil { return .flight(parser.flight) }
            return error == .timeout ? .timeout : .refused
        }
        if parser.state == .notTLS { return .notTLS }
        return parser.flight.hello == nil ? .refused : .flight(parser.flight)
    }

    /// The suites of SSLv2 that a server answers with; nil where it does not, `.timeout` thrown where it is silent.
    func askSSL2() throws(Socket.Failure) -> [String]? {
        let socket = try connect()
        var answer: [UInt8] = []
        do throws(Socket.Failure) {
            try socket.send(SSL2Hello.record(challenge: Randomness.bytes(16)))
            while answer.count < 32_768 {
                answer += try socket.receive()
                if let suites = SSL2Hello.suites(of: answer) { return suites }
                if let first = answer.first, first & 0x80 == 0 { return nil }
            }
        } catch {
            if error == .timeout { throw error }
        }
        return nil
    }
}
