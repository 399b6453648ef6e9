import JSONCursor

extension EventValues {
    /// Takes in the wanted fields of a JSON object.
    ///
    /// - Throws: `JSONCursor.Fault`.
    mutating func read(_ line: UnsafeRawBufferPointer, _ tree: FieldTree) throws(JSONCursor.Fault) {
        var cursor = JSONCursor(line)
        guard try cursor.kind() == .object else { throw JSONCursor.Fault(offset: 0) }
        var name: [UInt8] = []
        try readObject(&cursor, line, tree, node: 0, depth: 0, name: &name)
        guard cursor.isAtEnd() else { throw JSONCursor.Fault(offset: cursor.index) }
    }

    private mutating func readObject(
        _ cursor: inout JSONCursor, _ line: UnsafeRawBufferPointer, _ tree: FieldTree, node: Int?, depth: Int,
        name: inout [UInt8]
    ) throws(JSONCursor.Fault) {
        guard depth < JSONCursor.depthLimit else { throw JSONCursor.Fault(offset: cursor.index) }
        guard try cursor.enter() else { return }
        repeat {
            let text = try cursor.name()
            var child: Int?
            if let node, !tree.nodes[node].children.isEmpty {
                name.removeAll(keepingCapacity: true)
                try cursor.append(text, to: &name)
                child = tree.nodes[node].children[name]
            }
            try readValue(&cursor, line, tree, node: child, depth: depth + 1, name: &name)
        } while try cursor.next()
    }

    private mutating func readValue(
        _ cursor: inout JSONCursor, _ line: UnsafeRawBufferPointer, _ tree: FieldTree, node: Int?, depth: Int,
        name: inout [UInt8]
    ) throws(JSONCursor.Fault) {
        if node == nil, !collectsAll { return try cursor.skip() }
        let slot = node.flatMap { tree.nodes[$0].slot }
        switch try cursor.kind() {
        case .string:
            let text = try cursor.string()
            if slot != nil || collectsAll {
                try add(.text, to: slot) { (bytes) throws(JSONCursor.Fault) in try cursor.append(text, to: &bytes) }
            }
        case .number: try addLiteral(.number, &cursor, line, slot)
        case .bool: try addLiteral(.bool, &cursor, line, slot)
        case .null: try addLiteral(.null, &cursor, line, slot)
        case .object:
            if let slot { add(.container, to: slot) { _ in } }
            try readObject(&cursor, line, tree, node: node, depth: depth, name: &name)
        case .array:
            guard depth < JSONCursor.depthLimit else { throw JSONCursor.Fault(offset: cursor.index) }
            if try cursor.enter() {
                repeat {
                    try readValue(&cursor, line, tree, node: node, depth: depth + 1, name: &name)
                } while try cursor.next()
            } else if let slot {
                add(.container, to: slot) { _ in }
            }
        }
    }

    private mutating func addLiteral(
        _ kind: Value.Kind, _ cursor: inout JSONCursor, _ line: UnsafeRawBufferPointer, _ slot: Int?
    ) throws(JSONCursor.Fault) {
        let range = try cursor.literal()
        guard slot != nil || collectsAll else { return }
        add(kind, to: slot) { $0.append(contentsOf: line[range]) }
    }
}
