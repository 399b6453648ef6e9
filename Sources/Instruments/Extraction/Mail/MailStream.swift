/// The lines of a mail, ending where a boundary of one of its multiparts stands.
final class MailStream {
    private let lines: LineReader
    private var boundaries: [[UInt8]] = []
    /// Whether a line `From ` behind an empty one begins the next message.
    private let isMailbox: Bool
    private var wasEmpty = true
    private var hit: Hit?

    /// The line that ended a body.
    struct Hit {
        /// Which multipart it belongs to, outermost 0.
        let level: Int
        /// Whether no further part follows.
        let isLast: Bool
    }

    init(_ lines: LineReader, isMailbox: Bool) {
        self.lines = lines
        self.isMailbox = isMailbox
    }

    /// How many multiparts are open.
    var depth: Int { boundaries.count }

    func push(_ boundary: [UInt8]) { boundaries.append([0x2D, 0x2D] + boundary) }

    func pop() { boundaries.removeLast() }

    /// The next line of the body; nil where a boundary or the end stands.
    func next() throws(Halt) -> LineReader.Line? {
        guard hit == nil, let line = try lines.next() else { return nil }
        if line.isStart {
            if isMailbox, wasEmpty, line.bytes.starts(with: MailStream.separator) {
                lines.putBack(line)
                return nil
            }
            wasEmpty = line.content.isEmpty
            if line.bytes.starts(with: [0x2D, 0x2D]), let found = boundary(line.content) {
                hit = found
                return nil
            }
        }
        return line
    }

    /// After the end of a body: whether the innermost multipart has another part.
    func nextPart() -> Bool {
        guard let found = hit, found.level == boundaries.count - 1 else { return false }
        hit = nil
        return !found.isLast
    }

    private func boundary(_ line: ArraySlice<UInt8>) -> Hit? {
        for level in boundaries.indices.reversed() where line.starts(with: boundaries[level]) {
            let rest = line.dropFirst(boundaries[level].count)
            if rest.allSatisfy({ $0 == 0x20 || $0 == 9 }) { return Hit(level: level, isLast: false) }
            if rest.starts(with: [0x2D, 0x2D]) { return Hit(level: level, isLast: true) }
        }
        return nil
    }

    /// How a message of a mailbox begins.
    static let separator = Array("From ".utf8)
}
