/// Guesses which name of a list a misspelt one was meant to be.
public enum NearestName {
    /// The nearest candidate, if one is near enough to be worth naming.
    public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let length = min(name.count, 64)
        let ranked = candidates.map { (distance(name, $0), $0) }.min { $0 < $1 }
        guard let (distance, candidate) = ranked, distance <= max(2, length / 3) else { return nil }
        return candidate
    }

    /// Levenshtein's distance over at most 64 characters of each.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().prefix(64))
        let right = Array(right.lowercased().prefix(64))
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(
                    min(previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
