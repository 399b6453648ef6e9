/// Finds which of many code points a server takes: all are on offer, what it picks is noted and left out of the next
/// offer, until it wants nothing of what is left.
///
/// Each offer is in the reverse of the order of the one before, so that the picks tell whether the server follows the
/// client's order.
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
    static let largeChunk = 512
    /// What servers that drop even those still take.
    static let smallChunk = 24

    private(set) var standing = Standing.asking
    /// What was picked, in the order it was.
    private(set) var accepted: [UInt16] = []
    /// What was picked from the first offer and its remainders alone.
    private(set) var acceptedTogether: [UInt16] = []
    /// Whether an answer stayed away after something was picked: there may be more.
    private(set) var isCutShort = false
    private let candidates: [UInt16]
    private var chunks: [[UInt16]]
    /// Code points that were found elsewhere: they stand behind the rest and show that the server takes any at all.
    private var known: [UInt16]
    private var size: Int
    private var isFirstChunk = true
    private var isReversed = false
    private var order = PickOrder()

    /// - Parameters:
    ///   - known: what need not be found again.
    ///   - chunk: how many code points one hello holds.
    init(_ candidates: [UInt16], known: [UInt16] = [], chunk: Int = Self.usualChunk) {
        self.candidates = candidates
        chunks = Self.split(candidates, chunk)
        if chunks.isEmpty, !known.isEmpty { chunks = [[]] }
        self.known = known
        size = chunk
    }

    /// Whether something is left to ask.
    var hasNext: Bool { !chunks.isEmpty }

    /// What to offer next; nil where nothing is left to ask.
    var next: [UInt16]? {
        guard let chunk = chunks.first else { return nil }
        let ordered = isReversed ? chunk.reversed() : chunk
        return standing == .asking ? ordered + known : ordered
    }

    /// Whether the picks show an order of the server's own, or that it follows the client's; nil where they tell neither.
    var hasOwnOrder: Bool? { order.isOwn }

    /// The server picked a code point.
    ///
    /// - Parameter followsClient: it is known to pick what stands first, so that nothing before the pick is wanted.
    mutating func pick(_ code: UInt16, followsClient: Bool = false) {
        // What took a usual hello takes a large one: all that is left goes into one.
        if standing == .asking, size == Self.usualChunk {
            chunks = Self.split(Array(chunks.joined()), Self.largeChunk)
        }
        standing = .offered
        let isKnown = known.contains(code)
        known = []
        guard let place = chunks.first?.firstIndex(of: code) else {
            // A server that picks what was not on offer would do so for ever.
            if !isKnown, !accepted.contains(code) { accepted.append(code) }
            if !isKnown || followsClient || chunks.first?.isEmpty != false { dropChunk() }
            return
        }
        if !accepted.contains(code) { accepted.append(code) }
        if isFirstChunk {
            acceptedTogether.append(code)
            if let rank = candidates.firstIndex(of: code) { order.note(rank, isReversed: isReversed) }
        }
        isReversed.toggle()
        chunks[0].remove(at: place)
        if chunks[0].isEmpty { dropChunk() }
    }

    /// The server wants nothing of the offer.
    ///
    /// - Parameters:
    ///   - isFinal: nothing of any other offer either.
    ///   - byAlert: it said so in words that mean the offer, rather than to close the connection.
    mutating func refuse(isFinal: Bool, byAlert: Bool) {
        if !byAlert, splitLarge() { return }
        let closedUnseen = !byAlert && standing == .asking
        if closedUnseen, size > Self.smallChunk, offerCount > Self.smallChunk {
            // Closing without a word may mean that the hello was too large for it.
            split(Self.smallChunk)
            return
        }
        if isFinal || (closedUnseen && size == Self.smallChunk) { chunks = [] } else { dropChunk() }
        if chunks.isEmpty, standing == .asking { standing = .refused }
    }

    /// Nothing came in time.
    mutating func leaveOpen() {
        // With something known a hello as large was answered before: it is not its size.
        if known.isEmpty, splitLarge() { return }
        chunks = []
        if standing == .offered { isCutShort = true } else { standing = .open }
    }

    private var offerCount: Int { (chunks.first?.count ?? 0) + known.count }

    /// Goes back to usual hellos where no answer came to a large one.
    private mutating func splitLarge() -> Bool {
        guard offerCount > Self.usualChunk else { return false }
        split(min(size, Self.usualChunk))
        return true
    }

    /// Offers all that is left in hellos of a size, what is known among it: it may no longer fit into each.
    private mutating func split(_ size: Int) {
        self.size = size
        chunks = Self.split(known + chunks.joined(), size)
        known = []
    }

    private mutating func dropChunk() {
        chunks.removeFirst()
        isFirstChunk = false
    }

    private static func split(_ codes: [UInt16], _ size: Int) -> [[UInt16]] {
        stride(from: 0, to: codes.count, by: size).map { Array(codes[$0..<min($0 + size, codes.count)]) }
    }
}
