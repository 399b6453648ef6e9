/// Whose order of code points counts, as a server's picks show it without a question of their own.
///
/// A server that follows the client picks what stands first. So nothing that stood before a pick may be picked later; and a
/// server with an order of its own does not keep to that for long, since each offer is in the reverse of the last one's
/// order.
struct PickOrder: Sendable {
    /// So many picks that fit are no accident: one order in 40,320 would do so.
    private static let enough = 8

    private var lowest = 0
    private var highest = Int.max
    private var count = 0
    private var isBroken = false

    /// Whether the order is the server's own; nil where the picks do not tell.
    var isOwn: Bool? { isBroken ? true : count >= Self.enough ? false : nil }

    /// Takes a pick in.
    ///
    /// - Parameters:
    ///   - rank: where the code point stands among all that are asked for.
    ///   - isReversed: the offer was in the reverse of that order.
    mutating func note(_ rank: Int, isReversed: Bool) {
        if rank < lowest || rank > highest { isBroken = true }
        if isReversed { highest = min(highest, rank) } else { lowest = max(lowest, rank) }
        count += 1
    }
}
