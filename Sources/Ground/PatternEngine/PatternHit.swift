/// Where a pattern of a set matched.
public struct PatternHit: Sendable, Hashable {
    /// The index of the pattern in the set.
    public var pattern: Int
    /// The offset behind the last byte of the match.
    public var end: Int

    /// A hit.
    public init(pattern: Int, end: Int) {
        self.pattern = pattern
        self.end = end
    }
}
