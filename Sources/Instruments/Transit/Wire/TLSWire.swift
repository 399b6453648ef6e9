/// Makes one connection for each hello: what went out, and what a server said to it.
struct TLSWire: Sendable {
    /// What came of a hello.
    enum Answer {
        case flight(ServerFlight)
        /// An alert, with its description, or the connection was closed: the server does not want what was offered.
        case refused(UInt8?)
        /// Nothing came in time, or what came has no end, holds no water or breaks off: nothing is known.
        case open(Socket.Failure)
        /// The peer speaks something else.
        case notTLS
        /// No connection.
        case unreachable(Socket.Failure)
        /// The suites of an SSLv2 answer.
        case ssl2([UInt32])
    }

    let target: EndpointTarget
    let limits: TransitLimits
    let deadline: Deadline
    /// The one address that all connections go to: a name may stand for servers that differ.
    let address: Address

    /// Finds the address of a target that takes connections.
    init(_ target: EndpointTarget, limits: TransitLimits) throws(Socket.Failure) {
        self.target = target
        self.limits = limits
        deadline = Deadline(milliseconds: limits.endpointMilliseconds)
        let addresses = try Address.resolve(target.host, port: target.port)
        var failure = Socket.Failure.refused
        for address in addresses {
            // With only one there is nothing to choose: the first hello will tell.
            if addresses.count == 1 {
                self.address = address
                return
            }
            do throws(Socket.Failure) {
                let connection = Deadline(milliseconds: limits.answerMilliseconds, notAfter: deadline)
                try Socket(address, limits: limits, deadline: connection).waitUntilConnected()
                self.address = address
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// A connection, with the time that one connection may take.
    func open() throws(Socket.Failure) -> Socket {
        let deadline = Deadline(milliseconds: limits.answerMilliseconds, notAfter: deadline)
        return try Socket(address, limits: limits, deadline: deadline)
    }

    /// A connection on which TLS may begin: after STARTTLS where the protocol wants that.
    func connect() throws(Socket.Failure) -> Socket {
        let socket = try open()
        switch try StartTLSDialogue(target.kind)?.begin(on: socket) {
        case .ready, nil: return socket
        case .notOffered: throw .noTLS
        case .notUnderstood: throw .otherProtocol
        }
    }

    /// Sends a hello and reads what comes.
    func ask(_ offer: TLSOffer) -> Answer {
        let socket: Socket
        do throws(Socket.Failure) {
            socket = try connect()
        } catch {
            return error == .timeout ? .open(error) : .unreachable(error)
        }
        switch offer.hello {
        case .ssl2(let codes): return ask(ssl2: codes, on: socket)
        case .tls(let hello): return ask(hello, offer.wanted, on: socket)
        }
    }

    private func ask(_ hello: ClientHello, _ wanted: FlightParser.Wanted, on socket: Socket) -> Answer {
        var parser = FlightParser(wanted)
        do throws(Socket.Failure) {
            try socket.send(hello.record)
            while parser.state == .reading { parser.receive(try socket.receive()) }
        } catch {
            // A hello that arrived counts, even where the rest of the flight did not.
            if parser.flight.hello != nil { return .flight(parser.flight) }
            // An alert that was only a warning was the last word before the peer closed.
            if error == .closed, let alert = parser.flight.alert, !parser.isMidway { return .refused(alert) }
            // Who breaks off in the middle of a word has not said no.
            return parser.isMidway ? .open(error) : Self.answer(error)
        }
        switch parser.state {
        case .notTLS: return .notTLS
        case .broken: return .open(.otherProtocol)
        case .reading, .finished: break
        }
        return parser.flight.hello == nil ? .refused(parser.flight.alert) : .flight(parser.flight)
    }

    private func ask(ssl2 codes: [UInt32], on socket: Socket) -> Answer {
        var answer: [UInt8] = []
        do throws(Socket.Failure) {
            try socket.send(SSL2Hello.record(codes: codes, challenge: Randomness.bytes(16)))
            while answer.count <= SSL2Hello.answerLimit {
                answer += try socket.receive()
                switch SSL2Hello.read(answer) {
                case .incomplete: break
                case .suites(let suites): return .ssl2(suites)
                case .other: return .refused(nil)
                }
            }
            return .refused(nil)
        } catch {
            return answer.isEmpty ? Self.answer(error) : .open(error)
        }
    }

    /// What a connection that ended before the first byte of an answer says.
    private static func answer(_ failure: Socket.Failure) -> Answer {
        switch failure {
        case .timeout, .tooMuch: .open(failure)
        case .refused: .unreachable(.refused)
        case .closed, .unresolved, .noTLS, .otherProtocol: .refused(nil)
        }
    }
}
