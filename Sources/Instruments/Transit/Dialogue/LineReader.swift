/// Reads lines of a text protocol within limits.
struct LineReader {
    private static let lineLimit = 256
    private static let byteLimit = 8_192

    private let socket: Socket
    private var buffer: [UInt8] = []

    init(socket: Socket) { self.socket = socket }

    /// The next line without its end; nil where it is too long.
    mutating func line() throws(Socket.Failure) -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                var line = buffer[..<end]
                if line.last == 0x0D { line.removeLast() }
                let text = String(decoding: line, as: UTF8.self)
                buffer.removeSubrange(...end)
                return text
            }
            guard buffer.count < Self.byteLimit else { return nil }
            buffer += try socket.receive()
        }
    }

    /// An SMTP reply: its code and the texts of its lines (RFC 5321, section 4.2.1); nil where it is none.
    mutating func reply() throws(Socket.Failure) -> (code: String, lines: [String])? {
        var lines: [String] = []
        while lines.count < Self.lineLimit {
            guard let line = try line(), line.utf8.count >= 3 else { return nil }
            lines.append(String(line.dropFirst(4)))
            if line.utf8.count == 3 || line.dropFirst(3).first == " " { return (String(line.prefix(3)), lines) }
        }
        return nil
    }
}
