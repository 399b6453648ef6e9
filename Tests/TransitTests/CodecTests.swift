import Testing

@testable import Transit

@Suite(.timeLimit(.minutes(10))) struct CodecTests {
    /// A TLS 1.2 flight by hand: hello, a chain of two, a key exchange on P-256, a demand for a certificate, done.
    private static let flight: [UInt8] = {
        func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type] + ClientHello.three(body.count) + body }
        let random = [UInt8](repeating: 9, count: 32)
        let hello: [UInt8] = [3, 3] + random + [0, 0xC0, 0x2F, 0]
        let chain: [UInt8] = [0, 0, 5, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5] + [0, 0, 2, 0xB1, 0xB2]
        let exchange: [UInt8] = [3, 0, 23, 65, 4] + [UInt8](repeating: 1, count: 64) + [4, 1, 0, 1, 0]
        let messages =
            message(2, hello) + message(11, ClientHello.three(chain.count) + chain) + message(12, exchange)
            + message(13, [1, 1, 0, 0, 0, 0]) + message(14, [])
        // Two records, the cut inside a message.
        return record(22, Array(messages[..<50])) + record(22, Array(messages[50...]))
    }()

    private static func record(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type, 3, 3] + ClientHello.two(UInt16(body.count)) + body
    }

    @Test(arguments: [1, 2, 7, 64, 4_096])
    func aFlightIsReadHoweverItIsCut(size: Int) {
        var parser = FlightParser(.flight)
        for start in stride(from: 0, to: Self.flight.count, by: size) {
            parser.receive(Self.flight[start..<min(start + size, Self.flight.count)])
        }
        #expect(parser.state == .finished)
        #expect(parser.flight.hello?.suite == 0xC02F)
        #expect(parser.flight.certificates == [[0xA1, 0xA2, 0xA3, 0xA4, 0xA5], [0xB1, 0xB2]])
        #expect(parser.flight.curve == 23)
        #expect(parser.flight.asksForCertificate && parser.flight.isDone)
    }

    @Test func changedBytesNeverStopTheProgramme() {
        var generator = SeededGenerator(state: 11)
        let greeting = Array("SSH-2.0-x\r\n".utf8) + [0, 0, 0, 60, 4, 20] + [UInt8](repeating: 0, count: 80)
        for _ in 0..<20_000 {
            var bytes = Self.flight
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                    in: .min ... .max, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            var parser = FlightParser(.flight, keepsEncrypted: Bool.random(using: &generator))
            parser.receive(bytes)
            _ = SSL2Hello.read(bytes)
            var other = greeting
            other[Int.random(in: other.indices, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
            _ = SSHGreeting(other)
        }
    }

    @Test func aRecordWithoutEndIsBrokenAndNotPlain() {
        var parser = FlightParser(.flight)
        let endless = Self.record(22, [2, 0xFF, 0, 0] + [UInt8](repeating: 0, count: 16_000))
        parser.receive(endless)
        #expect(parser.state == .broken)
    }

    @Test func messagesWithoutEndAreBroken() {
        var parser = FlightParser(.flight)
        // The first record ends within the chain; what follows ends it, and then there is message after message.
        parser.receive(Self.flight[..<55])
        for _ in 0..<10 { parser.receive(Self.record(22, [UInt8](repeating: 0, count: 16_000))) }
        #expect(parser.state == .broken)
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request\r\n", FlightParser.State.notTLS), ("SSH-2.0-x\r\n", .notTLS),
        ("220 mail\r\n", .notTLS),
    ])
    func otherProtocolsAreKnownByTheirFirstByte(text: String, state: FlightParser.State) {
        var parser = FlightParser(.hello)
        parser.receive(Array(text.utf8))
        #expect(parser.state == state)
    }

    @Test func anSSL2AnswerIsRead() {
        let suites: [UInt8] = [1, 0, 0x80, 7, 0, 0xC0]
        let body: [UInt8] = [4, 0, 1, 0, 2, 0, 3, 0, 6, 0, 2, 0xCC, 0xCC, 0xCC] + suites + [1, 2]
        let answer: [UInt8] = [0x80, UInt8(body.count)] + body
        #expect(SSL2Hello.read(answer) == .suites([0x010080, 0x0700C0]))
        for count in 0..<(answer.count - 2) { #expect(SSL2Hello.read(Array(answer[..<count])) == .incomplete) }
        #expect(SSL2Hello.read([0x16, 3, 1, 0, 2]) == .other)
        #expect(SSL2Hello.read([0x80, 3, 0, 0, 1]) == .other)
    }
}

/// The same sequence each time.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
