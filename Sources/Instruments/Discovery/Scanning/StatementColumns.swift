/// The columns of an SQL dump: what their names say of the values in its statements.
struct StatementColumns {
    typealias Header = (positive: UInt64, negative: UInt64)

    private enum Kind { case values, copy }

    private var tables: [[UInt8]: [Header]] = [:]
    /// Statements not yet passed, by the offset from which they hold.
    private var statements: [(offset: Int, kind: Kind, headers: [Header])] = []

    private static let limit = (tables: 1000, columns: 500, reach: 2048)

    /// Reads the statements that begin in a range.
    mutating func read(_ view: ByteView, at base: Int, from: Int, to: Int, _ words: WordAutomaton) {
        if statements.count > 1 { statements.removeFirst(statements.count - 1) }
        var index = from - base
        while index < to - base {
            if view[index &- 1] == 0x0A || index + base == 0 { readLine(view, index, base, words) }
            index = view.first(0x0A, from: index, to: to - base) + 1
        }
    }

    private mutating func readLine(_ view: ByteView, _ start: Int, _ base: Int, _ words: WordAutomaton) {
        var reader = StatementReader(view: view, index: start)
        if reader.take("insert into") || reader.take("insert ignore into") || reader.take("replace into") {
            let name = reader.name()
            let headers = reader.take("(") ? reader.names().map { words.header($0[...]) } : tables[name] ?? []
            statements.append((start + base, .values, headers))
        } else if reader.take("copy") {
            _ = reader.name()
            guard reader.take("(") else { return }
            statements.append((start + base, .copy, reader.names().map { words.header($0[...]) }))
        } else if reader.take("create table") {
            _ = reader.take("if not exists")
            let name = reader.name()
            guard reader.take("("), tables.count < Self.limit.tables else { return }
            tables[name] = reader.definitions(limit: Self.limit.columns).map { words.header($0[...]) }
        }
    }

    /// What the name of the column says that a value stands in, and where its cell starts.
    func heading(of start: Int, in view: ByteView, at base: Int) -> Heading? {
        guard let statement = statements.last(where: { $0.offset <= start }), !statement.headers.isEmpty else {
            return nil
        }
        let place =
            switch statement.kind {
            case .copy: tabsBefore(start - base, view)
            case .values: commasBefore(start - base, view)
            }
        guard let place, statement.headers.indices.contains(place.column) else { return nil }
        let header = statement.headers[place.column]
        return Heading(positive: header.positive, negative: header.negative, cell: place.cell + base)
    }

    private func tabsBefore(_ start: Int, _ view: ByteView) -> (column: Int, cell: Int)? {
        var tabs = 0
        var cell: Int?
        var index = start - 1
        while start - index < Self.limit.reach {
            if view[index] == 0x0A { return (tabs, cell ?? index + 1) }
            if view[index] == 0x09 {
                tabs += 1
                cell = cell ?? index + 1
            }
            index -= 1
        }
        return nil
    }

    /// Commas since the row's bracket, those in quoted text left out.
    private func commasBefore(_ start: Int, _ view: ByteView) -> (column: Int, cell: Int)? {
        var index = start - 1
        while start - index < Self.limit.reach, !opensRow(index, view) { index -= 1 }
        guard opensRow(index, view) else { return nil }
        var commas = 0
        var cell = index + 1
        var isQuoted = false
        for offset in (index + 1)..<max(index + 1, start) {
            if view[offset] == UInt8(ascii: "'"), view[offset &- 1] != UInt8(ascii: "\\") {
                isQuoted.toggle()
            } else if view[offset] == UInt8(ascii: ","), !isQuoted {
                commas += 1
                cell = offset + 1
            }
        }
        return (commas, cell)
    }

    /// A bracket after `VALUES`, after the comma behind another row, or at the start of a line.
    private func opensRow(_ index: Int, _ view: ByteView) -> Bool {
        guard view[index] == UInt8(ascii: "(") else { return false }
        var before = index - 1
        while index - before < 8, view[before] == UInt8(ascii: " ") { before -= 1 }
        switch view[before] {
        case 0x0A: return true
        case UInt8(ascii: "S"), UInt8(ascii: "s"): return view[before &- 1] | 0x20 == UInt8(ascii: "e")
        case UInt8(ascii: ","):
            var bracket = before - 1
            while before - bracket < 4, view[bracket] <= 0x20 { bracket -= 1 }
            return view[bracket] == UInt8(ascii: ")")
        default: return false
        }
    }
}
