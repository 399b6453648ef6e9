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

    /// Why a hello could not be sent.
    struct NoConnection: Error {
        let reason: Socket.Failure

        /// What that says of the hello.
        var answer: Answer { reason == .timeout ? .open(reason) : .unreachable(reason) }
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
        let addresses = try Address.resolve(target.host, port: target.port).filter(limits.permits)
        guard !addresses.isEmpty else { throw .outOfBounds }
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

    /// Begins to send a hello; where there is no connection to send it on, that is the answer.
    func begin(_ offer: TLSOffer) -> Result<TLSExchange, NoConnection> {
        do throws(Socket.Failure) {
            return .success(TLSExchange(offer, on: try connect()))
        } catch {
            return .failure(NoConnection(reason: error))
        }
    }

    /// Sends a hello and reads what comes, waiting for it.
    func ask(_ offer: TLSOffer) -> Answer {
        switch begin(offer) {
        case .failure(let failure): return failure.answer
        case .success(var exchange):
            while true {
                if let answer = exchange.proceed() { return answer }
                do throws(Socket.Failure) {
                    try exchange.socket.wait(for: exchange.awaited)
                } catch {
                    return exchange.end(error)
                }
            }
        }
    }
}
