/// The first messages of SSLv2, kept only to see whether a server still answers them.
enum SSL2Hello {
    /// What the first bytes of an answer are.
    enum Answer: Equatable {
        /// The suites that a SERVER-HELLO shares with the client.
        case suites([UInt32])
        /// Not all of it is there yet.
        case incomplete
        /// An error of SSLv2, or another protocol.
        case other
    }

    /// A record of SSLv2 is not longer.
    static let answerLimit = 32_769

    /// A CLIENT-HELLO with these suites.
    static func record(codes: [UInt32], challenge: [UInt8]) -> [UInt8] {
        let suites = codes.flatMap { ClientHello.three(Int($0)) }
        var body: [UInt8] = [1, 0, 2]
        body += ClientHello.two(UInt16(clamping: suites.count)) + [0, 0, 0, UInt8(clamping: challenge.count)]
        body += suites + challenge
        return [0x80 | UInt8(body.count >> 8 & 0x7F), UInt8(body.count & 0xFF)] + body
    }

    /// Reads the beginning of an answer.
    static func read(_ answer: [UInt8]) -> Answer {
        guard let first = answer.first else { return .incomplete }
        guard first & 0x80 != 0 else { return .other }
        var reader = ByteReader(answer[1...])
        guard let low = reader.byte() else { return .incomplete }
        let length = Int(first & 0x7F) << 8 | Int(low)
        guard let kind = reader.byte() else { return .incomplete }
        guard kind == 4, length >= 11 else { return .other }
        guard reader.take(2) != nil, let version = reader.two() else { return .incomplete }
        guard version == 2 else { return .other }
        guard let certificate = reader.two(), let suites = reader.two(), reader.take(2) != nil else {
            return .incomplete
        }
        guard 11 + Int(certificate) + Int(suites) <= length else { return .other }
        guard reader.take(Int(certificate)) != nil, let list = reader.take(Int(suites)) else { return .incomplete }
        var codes: [UInt32] = []
        var rest = ByteReader(list)
        while let code = rest.three() { codes.append(UInt32(code)) }
        return .suites(codes)
    }
}
