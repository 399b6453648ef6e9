/// How serious a finding is, least first: the levels of Sigma 2.1.0.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    case informational, low, medium, high, critical

    /// 0 for the least to 4 for the most: how a table keeps it, so that it sorts.
    public var rank: Int64 { Int64(Self.allCases.firstIndex(of: self) ?? 0) }

    /// The severity of a rank; nil where there is none.
    public init?(rank: Int64) {
        guard Self.allCases.indices.contains(Int(clamping: rank)) else { return nil }
        self = Self.allCases[Int(rank)]
    }

    /// The less serious come first.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
