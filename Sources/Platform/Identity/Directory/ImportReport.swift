/// What an import changed.
public struct ImportReport: Sendable, Hashable {
    /// How many were added.
    public var added = 0
    /// How many were changed.
    public var changed = 0
    /// How many were as the file says.
    public var unchanged = 0

    /// Nothing yet.
    public init() {}

    /// Whether nothing was recorded, because nothing differed.
    public var isEmpty: Bool { added == 0 && changed == 0 }
}
