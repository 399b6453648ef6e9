internal import Model

/// Refuses, before the parser recurses or expands, what would cost it its stack or its memory.
struct YAMLGuard {
    /// Collections inside collections.
    let limit: Int

    /// Bounds nesting from above by brackets and by the dashes that open a line, and refuses aliases: with them
    /// a kilobyte unfolds to gigabytes ("billion laughs").
    func check(_ bytes: [UInt8], file: String) throws(Fault) {
        var line = 1
        var brackets = 0
        var anchors: Set<ArraySlice<UInt8>> = []
        for content in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            var openers = 0
            for byte in content {
                if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") {
                    openers += 1
                } else if byte != UInt8(ascii: " ") {
                    break
                }
            }
            // A line of dashes alone is a separator or a heading's underline, not nesting: those have no spaces.
            if openers > limit, content.contains(UInt8(ascii: " ")) { throw tooDeep(file, line) }
            for (index, byte) in zip(content.indices, content) {
                switch byte {
                case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
                case UInt8(ascii: "&"):
                    if let name = Self.name(in: content, after: index) { anchors.insert(name) }
                case UInt8(ascii: "*"):
                    if let name = Self.name(in: content, after: index), anchors.contains(name) {
                        throw Fault("yaml-tree.alias", at: SourcePlace(file: file, line: line))
                    }
                default: break
                }
                if brackets > limit { throw tooDeep(file, line) }
            }
            line += 1
        }
    }

    private func tooDeep(_ file: String, _ line: Int) -> Fault {
        Fault("yaml-tree.too-deep", ["limit": String(limit)], at: SourcePlace(file: file, line: line))
    }

    /// The name of an anchor or alias whose mark stands at the start of a token.
    private static func name(in line: ArraySlice<UInt8>, after mark: Int) -> ArraySlice<UInt8>? {
        if mark > line.startIndex, !" \t[{,-".utf8.contains(line[mark - 1]) { return nil }
        let name = line[(mark + 1)...].prefix { byte in !" \t\r,[]{}".utf8.contains(byte) }
        return name.isEmpty ? nil : name
    }
}
