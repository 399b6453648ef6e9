import Glibc

/// One hello and its answer, on a connection of their own: goes as far as it can without waiting.
struct TLSExchange {
    let offer: TLSOffer
    let socket: Socket
    private let record: [UInt8]
    private var sent = 0
    private var parser: FlightParser
    /// What came of an answer of SSLv2.
    private var oldAnswer: [UInt8] = []

    /// Begins to send a hello on a connection that may still be coming about.
    init(_ offer: TLSOffer, on socket: Socket) {
        self.offer = offer
        self.socket = socket
        switch offer.hello {
        case .ssl2(let codes): record = SSL2Hello.record(codes: codes, challenge: Randomness.bytes(16))
        case .tls(let hello): record = hello.record
        }
        parser = FlightParser(offer.wanted)
    }

    /// What it waits for, as an event of `poll`.
    var awaited: Int16 { Int16(sent < record.count ? POLLOUT : POLLIN) }

    /// Sends or reads what there is; the answer once it is whole.
    mutating func proceed() -> TLSWire.Answer? {
        do throws(Socket.Failure) {
            guard sent == record.count else {
                sent += try socket.sendSome(record, from: sent)
                return nil
            }
            guard let bytes = try socket.receiveSome() else { return nil }
            if case .ssl2 = offer.hello { return takeOld(bytes) }
            parser.receive(bytes)
            switch parser.state {
            case .reading: return nil
            case .notTLS: return .notTLS
            case .broken: return .open(.otherProtocol)
            case .finished: return parser.flight.hello == nil ? .refused(parser.flight.alert) : .flight(parser.flight)
            }
        } catch {
            return end(error)
        }
    }

    /// What the answer is where the connection ends here.
    func end(_ failure: Socket.Failure) -> TLSWire.Answer {
        if case .ssl2 = offer.hello { return oldAnswer.isEmpty ? Self.answer(failure) : .open(failure) }
        // A hello that arrived counts, even where the rest of the flight did not.
        if parser.flight.hello != nil { return .flight(parser.flight) }
        // An alert that was only a warning was the last word before the peer closed.
        if failure == .closed, let alert = parser.flight.alert, !parser.isMidway { return .refused(alert) }
        // Who breaks off in the middle of a word has not said no.
        return parser.isMidway ? .open(failure) : Self.answer(failure)
    }

    private mutating func takeOld(_ bytes: [UInt8]) -> TLSWire.Answer? {
        oldAnswer += bytes
        switch SSL2Hello.read(oldAnswer) {
        case .incomplete: return oldAnswer.count > SSL2Hello.answerLimit ? .refused(nil) : nil
        case .suites(let suites): return .ssl2(suites)
        case .other: return .refused(nil)
        }
    }

    /// What a connection that ended before the first byte of an answer says.
    private static func answer(_ failure: Socket.Failure) -> TLSWire.Answer {
        switch failure {
        case .timeout, .tooMuch: .open(failure)
        case .refused, .outOfBounds: .unreachable(failure)
        case .closed, .unresolved, .noTLS, .otherProtocol: .refused(nil)
        }
    }
}
