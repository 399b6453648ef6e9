/// Runs work on each item, a few at once: for many pieces of which each waits for a peer, or keeps a core busy.
///
/// Where the task is cancelled, the work that has not ended is told so, and what it gives then is among the results.
///
/// - Parameters:
///   - atOnce: how many pieces run at the same time at most; at least one does.
///   - work: what is done with an item; it gives any number of results.
/// - Returns: the results, in the order of the items, whichever piece ended first.
public func inOrder<Item: Sendable, Result: Sendable>(
    _ items: [Item], atOnce: Int, _ work: @escaping @Sendable (Item) async -> [Result]
) async -> [Result] {
    await withTaskGroup(of: (Int, [Result]).self) { group in
        var results: [[Result]] = Array(repeating: [], count: items.count)
        for (index, item) in items.enumerated() {
            if index >= max(1, atOnce), let (done, result) = await group.next() { results[done] = result }
            group.addTask { (index, await work(item)) }
        }
        for await (done, result) in group { results[done] = result }
        return results.flatMap(\.self)
    }
}
