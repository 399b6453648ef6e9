/// Reads the head of an SQL statement, within bounds.
struct StatementReader {
    let view: ByteView
    var index: Int

    private static let longestName = 128
    private static let longestHead = 8000

    /// Passes over a keyword in either case, and the space before it.
    mutating func take(_ keyword: String) -> Bool {
        skipSpace()
        var at = index
        for byte in keyword.utf8 {
            guard view[at].lowercased == byte else { return false }
            at += 1
        }
        if view[at &- 1].isLetter, view[at].isAlphanumeric { return false }
        index = at
        return true
    }

    /// A name, quoted or not; the last part of a dotted one.
    mutating func name() -> [UInt8] {
        skipSpace()
        var name: [UInt8] = []
        while name.count < Self.longestName {
            let byte = view[index]
            if byte == UInt8(ascii: ".") {
                name = []
            } else if byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte >= 0x80 {
                name.append(byte)
            } else if !Self.quotes.contains(byte) {
                break
            }
            index += 1
        }
        return name
    }

    /// Names between commas, up to a closing bracket.
    mutating func names() -> [[UInt8]] {
        var names: [[UInt8]] = []
        repeat { names.append(name()) } while names.count < 500 && take(",")
        return names
    }

    /// The names of the columns of a table's definition.
    mutating func definitions(limit: Int) -> [[UInt8]] {
        var names: [[UInt8]] = []
        let start = index
        while names.count < limit, index - start < Self.longestHead {
            let column = name()
            guard !column.isEmpty else { break }
            names.append(column)
            var depth = 0
            while index - start < Self.longestHead, view[index] != 0 {
                let byte = view[index]
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if depth == 0 { return names }
                    depth -= 1
                }
                index += 1
                if byte == UInt8(ascii: ","), depth == 0 { break }
            }
        }
        return names
    }

    private static let quotes: Set<UInt8> = [0x60, 0x22, 0x5B, 0x5D]

    private mutating func skipSpace() {
        var steps = 0
        while steps < 256, [0x20, 0x09, 0x0A, 0x0D].contains(view[index]) {
            index += 1
            steps += 1
        }
    }
}
