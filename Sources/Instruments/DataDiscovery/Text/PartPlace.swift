import Extraction

/// Where in a part the scanner is: which line, which mark, which columns.
struct PartPlace {
    let part: TextPart
    /// Lines before the buffer.
    var line = 1
    /// The newest mark, where the extractor sets marks.
    var mark = ""
    /// Column headers, in lower case, once the first row was seen.
    var headers: [String]?

    init(_ part: TextPart) { self.part = part }

    /// The delimiter of cells, where the part has cells.
    var delimiter: UInt8? { if case .delimited(let delimiter, _) = part.layout { delimiter } else { nil } }

    /// Whether the first row names the columns.
    var hasHeader: Bool { if case .delimited(_, header: true) = part.layout { true } else { false } }

    /// A place as people read it.
    func text(line: Int, column: Int?) -> String {
        let path = part.path.joined(separator: "/")
        switch part.locator {
        case .line:
            guard let column else { return "\(path), line \(line)" }
            return "\(path), line \(line), column \(name(column))"
        case .cell(let table): return "\(path), \(table), row \(line), column \(column.map(name) ?? "?")"
        case .mark: return mark.isEmpty ? path : "\(path), \(mark)"
        }
    }

    private func name(_ column: Int) -> String {
        if let headers, headers.indices.contains(column), !headers[column].isEmpty { return headers[column] }
        return String(column + 1)
    }

    /// The cells of a row, quotes taken off.
    static func cells(_ row: some Sequence<UInt8>, delimiter: UInt8) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        for byte in row {
            if byte == 0x22 {
                quoted.toggle()
            } else if byte == delimiter, !quoted {
                cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            } else if byte != 0x0D {
                cell.append(byte)
            }
        }
        cells.append(String(decoding: cell, as: UTF8.self))
        return cells
    }
}
