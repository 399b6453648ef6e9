import Model

/// The rows of a worksheet, one line each, cells parted by tabs: empty ones stand too, so that rows and columns count.
final class SheetText: XMLHandler {
    private let extraction: Extraction
    private let document: Document
    private let table: String
    private let strings: SharedStrings
    private let styles: CellStyles
    private let datesFrom1904: Bool
    private var buffer: TextBuffer
    private var row: [UInt8] = []
    private var column = 0
    private var cell: [UInt8] = []
    private var kind: [UInt8] = []
    private var style = 0
    private var nextRow = 1
    private var currentRow = 1
    private var isValue = false
    private var begun = false
    /// Text beside the cells: page headers, lists of permitted values.
    private var aside: [UInt8] = []
    private var isAside = false
    /// Cells whose string is not held.
    private(set) var unresolved = 0
    /// Whether a cell or a row was longer than is kept.
    private(set) var isCut = false

    /// Bytes of one cell that are kept; sixteen times as many of one row. Excel itself keeps 32,767 characters of a cell.
    private static let limit = 1 << 20

    init(
        _ extraction: Extraction, _ document: Document, table: String, strings: SharedStrings, styles: CellStyles,
        datesFrom1904: Bool
    ) {
        self.extraction = extraction
        self.document = document
        self.table = table
        self.strings = strings
        self.styles = styles
        self.datesFrom1904 = datesFrom1904
        buffer = TextBuffer(extraction.output)
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(Halt) {
        switch name {
        case Name.row:
            currentRow = attributes.text(Name.reference).flatMap { Int($0) } ?? nextRow
            // A workbook has 1,048,576 rows; numbers that go back or beyond are not believed.
            if currentRow < nextRow || currentRow > 1_048_576 { currentRow = nextRow }
            column = 0
            row.removeAll(keepingCapacity: true)
        case Name.cell:
            let place = attributes[Name.reference].map { Self.column(of: $0) } ?? column
            while column < min(place, 16_384) {
                row.append(0x09)
                column += 1
            }
            kind = attributes[Name.type].map { Array($0.prefix(16)) } ?? []
            style = attributes.text(Name.style).flatMap { Int($0) } ?? 0
            cell.removeAll(keepingCapacity: true)
        case Name.value, Name.text: isValue = true
        case Name.header, Name.footer, Name.evenHeader, Name.evenFooter, Name.firstHeader, Name.firstFooter, Name.list:
            isAside = true
        case Name.link:
            for attribute in [Name.display, Name.tooltip] { aside += (attributes[attribute] ?? []) + [0x0A] }
        default: break
        }
    }

    func text(_ utf8: UnsafeRawBufferPointer) {
        guard isValue || isAside else { return }
        guard (isValue ? cell : aside).count < Self.limit else {
            isCut = true
            return
        }
        if isValue { cell.append(contentsOf: utf8) } else { aside.append(contentsOf: utf8) }
    }

    func end(_ name: XMLName) throws(Halt) {
        switch name {
        case Name.value, Name.text: isValue = false
        case Name.cell: endCell()
        case Name.row: try endRow()
        case Name.header, Name.footer, Name.evenHeader, Name.evenFooter, Name.firstHeader, Name.firstFooter, Name.list:
            isAside = false
            aside.append(0x0A)
        default: break
        }
    }

    func finish() {
        guard begun else { return }
        buffer.flush()
        extraction.output.end()
        begun = false
    }

    /// Hands on what stands beside the cells, as a part of its own.
    func finishAside() {
        guard aside.contains(where: { $0 > 0x20 }) else { return }
        extraction.output.begin(TextPart(path: document.path, locator: .mark))
        var text = TextBuffer(extraction.output)
        text.mark("\(table), beside the cells")
        text.append(aside)
        text.flush()
        extraction.output.end()
    }

    private func endCell() {
        column += 1
        if kind == [0x73] {
            if let number = Int(String(decoding: cell, as: UTF8.self)), let string = strings[number] {
                append(string)
            } else {
                unresolved += 1
            }
        } else if kind.isEmpty || kind == [0x6E] {
            append(CellNumber.shown(cell, isDate: styles.isDate(style), datesFrom1904: datesFrom1904)[...])
        } else {
            append(cell[...])
        }
        row.append(0x09)
    }

    private func append(_ text: ArraySlice<UInt8>) {
        guard row.count < 16 * Self.limit else {
            isCut = true
            return
        }
        if text.first == 0x22 {
            // RFC 4180: a cell that begins with a quote is quoted as a whole.
            row.append(0x22)
            for byte in text { row += byte == 0x22 ? [0x22, 0x22] : [byte < 0x20 ? 0x20 : byte] }
            row.append(0x22)
        } else {
            for byte in text { row.append(byte < 0x20 ? 0x20 : byte) }
        }
    }

    private func endRow() throws(Halt) {
        if row.last == 0x09 { row.removeLast() }
        if !begun {
            begun = true
            let isHeader = DelimiterSniffer.isHeader(row.split(separator: 0x09, omittingEmptySubsequences: false))
            extraction.output.begin(
                TextPart(
                    path: document.path, layout: .delimited(0x09, header: isHeader && !row.isEmpty),
                    locator: .cell(table: table)))
        }
        // Strings and gaps are used over and over: what a sheet spells out is counted like anything expanded.
        try extraction.budget.expand(row.count + currentRow - nextRow + 1)
        while nextRow < currentRow {
            buffer.append(0x0A)
            nextRow += 1
        }
        row.append(0x0A)
        buffer.append(row)
        nextRow = currentRow + 1
    }

    /// The number of a column from 0, from a reference such as `AB12`.
    private static func column(of reference: ArraySlice<UInt8>) -> Int {
        var column = 0
        for byte in reference.prefix(3) {
            guard (0x41...0x5A).contains(byte) else { break }
            column = column * 26 + Int(byte - 0x40)
        }
        return max(0, column - 1)
    }

    private enum Name {
        static let row = XMLName("row")
        static let cell = XMLName("c")
        static let reference = XMLName("r")
        static let type = XMLName("t")
        static let style = XMLName("s")
        static let value = XMLName("v")
        static let text = XMLName("t")
        static let header = XMLName("oddHeader")
        static let footer = XMLName("oddFooter")
        static let evenHeader = XMLName("evenHeader")
        static let evenFooter = XMLName("evenFooter")
        static let firstHeader = XMLName("firstHeader")
        static let firstFooter = XMLName("firstFooter")
        static let list = XMLName("formula1")
        static let link = XMLName("hyperlink")
        static let display = XMLName("display")
        static let tooltip = XMLName("tooltip")
    }
}
