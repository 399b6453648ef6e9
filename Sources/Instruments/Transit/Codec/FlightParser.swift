/// Takes a server's bytes apart: records, handshake messages that may span them, alerts. Pure; never fails, only stops.
struct FlightParser {
    /// How far it got.
    enum State {
        /// More may come.
        case reading
        /// The flight is over, or an alert ended it, or what follows is encrypted.
        case finished
        /// The peer speaks something else.
        case notTLS
        /// What looked like TLS does not hold together, or has no end.
        case broken
    }

    /// How much of a flight of TLS up to 1.2 is wanted.
    enum Wanted: Sendable {
        /// The hello alone.
        case hello
        /// All of it.
        case flight
        /// As far as the key exchange where the server picks one of these suites, the hello alone otherwise.
        case exchange(Set<UInt16>)
    }

    private static let recordLimit = 18_432
    private static let messageLimit = 1 << 18
    private static let countLimit = 64

    private(set) var flight = ServerFlight()
    private(set) var state = State.reading
    /// Bytes of encrypted records, for who holds the keys.
    private(set) var encrypted: [(header: [UInt8], body: [UInt8])] = []
    private var input: [UInt8] = []
    /// Where the first record begins that was not taken in.
    private var start = 0
    private var handshake: [UInt8] = []
    private var count = 0
    private let wanted: Wanted
    /// Whether encrypted records are kept.
    private let keepsEncrypted: Bool

    init(_ wanted: Wanted, keepsEncrypted: Bool = false) {
        self.wanted = wanted
        self.keepsEncrypted = keepsEncrypted
    }

    /// Takes bytes in.
    mutating func receive(_ bytes: some Sequence<UInt8>) {
        guard state == .reading else { return }
        input += bytes
        var place = start
        // Records are taken where they lie, and the room is given back once: many small ones cost no more than one.
        while state == .reading, input.count >= place + 5 {
            let type = input[place]
            let length = Int(input[place + 3]) << 8 | Int(input[place + 4])
            guard (20...23).contains(type), input[place + 1] == 3, length <= Self.recordLimit else {
                state = flight.hello == nil ? Self.foreign(type) : .finished
                return
            }
            let end = place + 5 + length
            guard input.count >= end else { break }
            record(type, place..<end)
            place = end
        }
        start = place
        if start == input.count {
            input.removeAll(keepingCapacity: true)
            start = 0
        }
        if state == .reading, start < input.count, !(20...23).contains(input[start]), flight.hello == nil {
            state = Self.foreign(input[start])
        }
    }

    /// Whether bytes came that make no whole record or message yet.
    var isMidway: Bool { start < input.count || !handshake.isEmpty }

    /// What a first byte that begins no record means: an SSLv2 record is an old server's way to say no.
    private static func foreign(_ first: UInt8) -> State {
        (20...23).contains(first) ? .broken : first & 0x80 != 0 ? .finished : .notTLS
    }

    /// Takes the encrypted records out.
    mutating func takeEncrypted() -> [(header: [UInt8], body: [UInt8])] {
        defer { encrypted = [] }
        return encrypted
    }

    private mutating func record(_ type: UInt8, _ place: Range<Int>) {
        let body = place.dropFirst(5)
        switch type {
        case 21:
            flight.alert = body.count >= 2 ? input[body.startIndex + 1] : 0
            // A warning that the name is unknown does not end anything (RFC 6066, section 3).
            if flight.alert == 0 || input[body.startIndex] == 2 { state = .finished }
        case 22:
            handshake += input[body]
            guard handshake.count <= Self.messageLimit else {
                state = .broken
                return
            }
            messages()
        case 23 where keepsEncrypted: encrypted.append((Array(input[place.prefix(5)]), Array(input[body])))
        case 23: state = .finished
        // Change-cipher-spec: in TLS 1.3 every modern server sends one that means nothing.
        default: break
        }
    }

    private mutating func messages() {
        var place = 0
        while state == .reading, handshake.count >= place + 4 {
            let length = Int(handshake[place + 1]) << 16 | Int(handshake[place + 2]) << 8 | Int(handshake[place + 3])
            guard length <= Self.messageLimit else {
                state = .broken
                return
            }
            let end = place + 4 + length
            guard handshake.count >= end else { break }
            count += 1
            guard count <= Self.countLimit else {
                state = .broken
                return
            }
            take(handshake[place..<end])
            place = end
        }
        handshake.removeFirst(place)
    }

    private mutating func take(_ message: ArraySlice<UInt8>) {
        let body = message.dropFirst(4)
        switch message[message.startIndex] {
        case 2:
            flight.hello = Self.hello(message)
            guard let hello = flight.hello else {
                state = .broken
                return
            }
            if (hello.version == .tls13 && !keepsEncrypted) || hello.isRetry || !wants(hello.suite) {
                state = .finished
            }
        case 11:
            if case .flight = wanted { flight.certificates = HandshakeMessages.certificates(body) }
        case 12:
            (flight.primeBits, flight.curve) = HandshakeMessages.keyExchange(body)
            if case .exchange = wanted { state = .finished }
        case 13: flight.asksForCertificate = true
        case 14:
            flight.isDone = true
            state = .finished
        case 22: flight.stapled = HandshakeMessages.status(body)
        default: break
        }
    }

    private func wants(_ suite: UInt16) -> Bool {
        switch wanted {
        case .hello: false
        case .flight: true
        case .exchange(let suites): suites.contains(suite)
        }
    }

    private static let retryRandom: [UInt8] = [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91, 0xC2, 0xA2,
        0x11,
        0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ]

    /// Reads a ServerHello; nil where it is none, and where its version is none of ours: no server answers so.
    private static func hello(_ message: ArraySlice<UInt8>) -> ServerFlight.Hello? {
        var reader = ByteReader(message.dropFirst(4))
        guard let legacy = reader.two(), let version = TLSVersion(rawValue: legacy), version >= .ssl3,
            let random = reader.take(32), reader.vector(lengthBytes: 1) != nil,
            let suite = reader.two(), let compression = reader.byte()
        else { return nil }
        var hello = ServerFlight.Hello(
            version: version, suite: suite, compression: compression, isRetry: random.elementsEqual(retryRandom),
            group: nil, key: [], cookie: nil, message: Array(message))
        guard let extensions = reader.vector(lengthBytes: 2) else { return hello }
        var list = ByteReader(extensions)
        while let type = list.two(), let body = list.vector(lengthBytes: 2) {
            var field = ByteReader(body)
            switch type {
            case 43:
                guard let chosen = field.two().flatMap({ TLSVersion(rawValue: $0) }) else { return nil }
                hello.version = chosen
            case 44: hello.cookie = field.vector(lengthBytes: 2).map { Array($0) }
            case 51:
                hello.group = field.two()
                hello.key = field.vector(lengthBytes: 2).map { Array($0) } ?? []
            default: break
            }
        }
        return hello
    }
}
