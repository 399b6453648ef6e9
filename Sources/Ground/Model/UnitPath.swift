/// A place in the tree of units: the ids from the top down, each followed by a slash, such as `gov/dept-a/`.
///
/// An id is 1 to 63 lower-case letters, digits and single hyphens, so that a path holds nothing that SQL's `LIKE` gives
/// a meaning to, and a unit's path is a prefix of the paths of those below it and of no other.
public struct UnitPath: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// How many units may stand above each other.
    public static let depthLimit = 12
    private static let idLimit = 63

    /// Above all units.
    public static let root = UnitPath(unchecked: "")

    /// The ids, each followed by a slash; empty above all units.
    public let text: String

    /// Reads a path as `text` writes it; nil where it is anything else.
    public init?(_ text: String) {
        var path = UnitPath.root
        for id in text.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            guard let next = path.appending(String(id)) else { return nil }
            path = next
        }
        guard path.text == text else { return nil }
        self = path
    }

    /// The path of a unit below this one; nil where the id is not one, or the tree would be too deep.
    public func appending(_ id: String) -> UnitPath? {
        guard Self.isID(id), depth < Self.depthLimit else { return nil }
        return UnitPath(unchecked: text + id + "/")
    }

    /// The id of the unit that the path leads to; empty above all units.
    public var id: String { text.split(separator: "/").last.map(String.init) ?? "" }

    /// How many units the path goes through.
    public var depth: Int { text.utf8.count { $0 == UInt8(ascii: "/") } }

    /// The path of the unit above; nil above all units.
    public var parent: UnitPath? {
        text.isEmpty ? nil : UnitPath(unchecked: String(text.dropLast(id.count + 1)))
    }

    /// Whether a path leads to this unit or to one below it.
    public func contains(_ other: UnitPath) -> Bool { other.text.utf8.starts(with: text.utf8) }

    /// Whether one of two paths leads to the other's unit or below it.
    public func overlaps(_ other: UnitPath) -> Bool { contains(other) || other.contains(self) }

    /// Whether a text may be a unit's id: 1 to 63 lower-case letters, digits and single hyphens between them.
    public static func isID(_ text: String) -> Bool {
        guard (1...idLimit).contains(text.utf8.count) else { return false }
        return text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty
                && word.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
        }
    }

    private init(unchecked text: String) { self.text = text }

    /// The order of the texts: a unit comes before those below it.
    public static func < (left: UnitPath, right: UnitPath) -> Bool { left.text < right.text }

    /// The text, or a slash above all units.
    public var description: String { text.isEmpty ? "/" : text }
}
