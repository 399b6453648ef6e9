public import Storage

/// What of the department tree a question is asked about: rows outside it do not exist for the one who asks.
///
/// A unit's path names every unit above it and ends in a slash (`gov/marine/`), so that a unit and all below it are one
/// range of an index. Both databases must compare text byte by byte for that.
public struct UnitScope: Sendable {
    private let conditionOn: @Sendable (_ path: StaticString, _ subject: StaticString?) -> SQL
    /// Whether no row is outside it.
    public let isEverything: Bool

    /// The whole tree.
    public static let everything = UnitScope(isEverything: true) { _, _ in "1 = 1" }

    /// The rows that meet a condition.
    ///
    /// - Parameters:
    ///   - isEverything: whether all rows meet it.
    ///   - condition: the condition on a column with the path of a row's unit and one with its system; a row of no system
    ///     has no such column.
    public init(
        isEverything: Bool = false,
        _ condition: @escaping @Sendable (_ path: StaticString, _ subject: StaticString?) -> SQL
    ) {
        conditionOn = condition
        self.isEverything = isEverything
    }

    /// A unit and all below it, by its path.
    public init(under path: String) {
        // "0" is the byte after "/".
        let end = path.dropLast() + "0"
        self.init { column, _ in "(\(raw: column) >= \(path) AND \(raw: column) < \(String(end)))" }
    }

    /// The condition that a row is in the scope.
    func condition(path: StaticString = "path", subject: StaticString?) -> SQL { conditionOn(path, subject) }
}

extension UnitScope {
    /// What of it lies in a unit and below.
    public func narrowed(to path: String) -> UnitScope {
        let (whole, part) = (conditionOn, UnitScope(under: path).conditionOn)
        return UnitScope { "(\(whole($0, $1)) AND \(part($0, $1)))" }
    }
}
