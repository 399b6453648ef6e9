/// The software components that a file lists.
public struct ComponentList: Sendable, Hashable {
    /// One component.
    public struct Component: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The version, if one is given.
        public var version: String?
        /// Who supplies or makes it, if anyone is named.
        public var supplier: String?
        /// The package URL, if one is given.
        public var packageURL: String?
    }

    /// The most components that a file may list.
    static let limit = 500_000

    /// The components, in the file's order, inner ones after the one that holds them.
    public var components: [Component]
    /// When the file says it was made, as it is written (RFC 3339).
    public var timestamp: String?
}
