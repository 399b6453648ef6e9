/// The fields that a group of rules asks for, as a tree over the parts of their dotted names, so that one walk over a
/// record finds them all.
struct FieldTree: Sendable {
    /// A node of the tree.
    struct Node: Sendable {
        /// Slots of the fields that end here.
        var slot: Int?
        /// Children by the next part of the name, or by the whole rest of it: a record may hold `a.b` as one name.
        var children: [[UInt8]: Int] = [:]
    }

    private(set) var nodes: [Node] = [Node()]

    /// Adds a field.
    mutating func insert(_ field: String, slot: Int) {
        let parts = field.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
        insert(parts[...], at: 0, slot: slot)
    }

    private mutating func insert(_ parts: ArraySlice<[UInt8]>, at node: Int, slot: Int) {
        if parts.isEmpty {
            nodes[node].slot = slot
            return
        }
        // Few names have more than a handful of parts; beyond that only the nested and the flat form are looked for.
        for count in 1...parts.count where count == 1 || count == parts.count || parts.count <= 4 {
            let name = Array(parts.prefix(count).joined(separator: [0x2E]))
            let child: Int
            if let known = nodes[node].children[name] {
                child = known
            } else {
                child = nodes.count
                nodes.append(Node())
                nodes[node].children[name] = child
            }
            insert(parts.dropFirst(count), at: child, slot: slot)
        }
    }
}
