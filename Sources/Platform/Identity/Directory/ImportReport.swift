/// What an import changed.
public struct ImportReport: Sendable, Hashable {
    /// How many were added.
    public internal(set) var added = 0
    /// How many were changed.
    public internal(set) var changed = 0
    /// How many were as the file says.
    public internal(set) var unchanged = 0

    /// Whether nothing was recorded, because nothing differed.
    public var isEmpty: Bool { added == 0 && changed == 0 }
}
