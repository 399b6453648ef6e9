/// On which part of the tree an office may do something.
public enum Reach: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Nowhere.
    case nothing
    /// The one system or exercise that the office is held for.
    case ownSubject = "own-system"
    /// The unit that the office is held in and all below; only the subject, where it is held for one.
    case ownUnit = "own-unit"
    /// The whole tree; of bodies that are not governed, what they agreed to share.
    case everything
    /// The whole tree, whatever bodies agreed to.
    case installation

    /// The shorter reach comes first.
    public static func < (left: Reach, right: Reach) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
