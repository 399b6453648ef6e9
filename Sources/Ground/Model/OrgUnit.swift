/// A part of the organisation: the government, a bureau, a department, a division, a school.
public struct OrgUnit: Sendable, Hashable {
    /// How a unit stands to the one above it.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        /// What is above rules it, and sees what it has.
        case governed
        /// It takes part of its own will, and chooses what is seen from outside.
        case voluntary
        /// It works with the centre, such as a bank or another government.
        case partner
        /// It stands for the public, such as a consumer council.
        case `public`
    }

    /// Where it stands in the tree.
    public var path: UnitPath
    /// Its name.
    public var name: LocalizedText
    /// How it stands to the unit above.
    public var relation: Relation

    /// A unit.
    public init(path: UnitPath, name: LocalizedText, relation: Relation = .governed) {
        self.path = path
        self.name = name
        self.relation = relation
    }

    /// Its id, which never changes and is unique in the whole tree.
    public var id: String { path.id }

    /// The id of the unit above it; nil at the top.
    public var parent: String? { path.parent.flatMap { $0 == .root ? nil : $0.id } }
}
