/// A column that a list can be sorted by; its raw value names it in an address.
public protocol SortColumn: RawRepresentable<String>, CaseIterable, Sendable, Hashable {
    /// Whether the greatest come first where nobody says which way.
    var beginsWithGreatest: Bool { get }
}

/// What a list is sorted by, and which way. What is alike in it follows the rows' ids.
public struct ListOrder<Column: SortColumn>: Sendable, Hashable {
    /// The column.
    public let column: Column
    /// Whether the greatest come first.
    public let isDescending: Bool

    /// An order; nil as the way is the column's own.
    public init(_ column: Column, descending: Bool? = nil) {
        self.column = column
        isDescending = descending ?? column.beginsWithGreatest
    }

    /// Reads `COLUMN`, or `-COLUMN` for the greatest first; nil where it is neither.
    public init?(word: String) {
        let isDescending = word.hasPrefix("-")
        guard let column = Column(rawValue: String(word.dropFirst(isDescending ? 1 : 0))) else { return nil }
        self.init(column, descending: isDescending)
    }

    /// The order as an address says it.
    public var word: String { isDescending ? "-\(column.rawValue)" : column.rawValue }

    /// The same the other way round.
    public var reversed: ListOrder { ListOrder(column, descending: !isDescending) }

    /// All that can be said.
    public static var words: [String] { Column.allCases.flatMap { [$0.rawValue, "-\($0.rawValue)"] } }
}
