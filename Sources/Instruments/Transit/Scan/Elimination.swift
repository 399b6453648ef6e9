/// Finds which of many code points a server takes: all are on offer, what it picks is noted and left out of the next
/// offer, until it wants nothing of what is left.
struct Elimination: Sendable {
    /// How it stands.
    enum Standing: Sendable {
        /// Nothing was picked yet.
        case asking
        /// Something was picked.
        case offered
        /// The server refused all, and nothing was picked.
        case refused
        /// Silence or a broken answer left it open.
        case open
    }

    /// Some old servers and middleboxes drop hellos with more suites than this.
    static let usualChunk = 120
    /// What is offered at once to a server that took a usual hello, to save connections.
    static let largeChunk = 320
    /// What servers that drop even those still take.
    static let smallChunk = 24

    private(set) var standing = Standing.asking
    /// What was picked, in the order it was.
    private(set) var accepted: [UInt16] = []
    /// What was picked from the first offer and its remainders alone.
    private(set) var acceptedTogether: [UInt16] = []
    /// Whether an answer stayed away after something was picked: there may be more.
    private(set) var isCutShort = false
    private var chunks: [[UInt16]]
    private var size: Int
    private var isFirstChunk = true
    private var lastPlace = 0
    /// Whether something was picked that stood before an earlier pick: a server that follows the client would not.
    private(set) var hasOwnOrder = false

    /// - Parameter chunk: how many code points one hello holds.
    init(_ candidates: [UInt16], chunk: Int = Self.usualChunk) {
        chunks = Self.split(candidates, chunk)
        size = chunk
    }

    /// What to offer next; nil where nothing is left to ask.
    var next: [UInt16]? { chunks.first }

    /// The server picked a code point.
    mutating func pick(_ code: UInt16) {
        if standing == .asking, size == Self.usualChunk { mergeRest() }
        standing = .offered
        if !accepted.contains(code) { accepted.append(code) }
        guard let place = chunks.first?.firstIndex(of: code) else {
            // A server that picks what was not on offer would do so for ever.
            dropChunk()
            return
        }
        if isFirstChunk {
            acceptedTogether.append(code)
            if place < lastPlace { hasOwnOrder = true }
            lastPlace = place
        }
        chunks[0].remove(at: place)
        if chunks[0].isEmpty { dropChunk() }
    }

    /// The server wants nothing of the offer.
    ///
    /// - Parameters:
    ///   - isFinal: nothing of any other offer either.
    ///   - byAlert: it said so, rather than to close the connection.
    mutating func refuse(isFinal: Bool, byAlert: Bool) {
        if !byAlert, splitLarge() { return }
        let closedUnseen = !byAlert && standing == .asking
        if closedUnseen, size > Self.smallChunk, let first = chunks.first, first.count > Self.smallChunk {
            // Closing without a word may mean that the hello was too large for it.
            size = Self.smallChunk
            chunks = Self.split(Array(chunks.joined()), size)
            return
        }
        if isFinal || (closedUnseen && size == Self.smallChunk) { chunks = [] } else { dropChunk() }
        if chunks.isEmpty, standing == .asking { standing = .refused }
    }

    /// Nothing came in time.
    mutating func leaveOpen() {
        if splitLarge() { return }
        chunks = []
        if standing == .offered { isCutShort = true } else { standing = .open }
    }

    /// Leaves out what is known already.
    mutating func leaveOut(_ known: Set<UInt16>) {
        guard !known.isEmpty else { return }
        chunks = Self.split(
            chunks.joined().filter { !known.contains($0) }, size == Self.usualChunk ? Self.largeChunk : size)
        isFirstChunk = false
    }

    private mutating func mergeRest() {
        chunks = chunks.prefix(1) + Self.split(Array(chunks.dropFirst().joined()), Self.largeChunk)
    }

    /// Goes back to usual hellos where no answer came to a large one.
    private mutating func splitLarge() -> Bool {
        guard let first = chunks.first, first.count > Self.usualChunk else { return false }
        chunks = Self.split(Array(chunks.joined()), size)
        return true
    }

    private mutating func dropChunk() {
        chunks.removeFirst()
        isFirstChunk = false
    }

    private static func split(_ codes: [UInt16], _ size: Int) -> [[UInt16]] {
        stride(from: 0, to: codes.count, by: size).map { Array(codes[$0..<min($0 + size, codes.count)]) }
    }
}
