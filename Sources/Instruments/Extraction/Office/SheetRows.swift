import Model

/// The rows of a worksheet, one line each, cells parted by tabs: empty ones stand too, so that rows and columns count.
struct SheetRows {
    private let reader: UnitReader
    private let document: Document
    private let table: String
    private let strings: SharedStrings
    private let styles: CellStyles
    private let datesFrom1904: Bool
    private var buffer: TextBuffer
    private var row: [UInt8] = []
    private var column = 0
    private var cell: [UInt8] = []
    private var kind = Kind.number
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

    /// What a cell's value is (ECMA-376 part 1, 18.18.11).
    private enum Kind {
        case number, sharedString, other

        init(_ type: ArraySlice<UInt8>?) {
            switch type {
            case nil: self = .number
            case let type? where type.elementsEqual([0x73]): self = .sharedString
            case let type? where type.elementsEqual([0x6E]): self = .number
            default: self = .other
            }
        }
    }

    /// Bytes of one cell that are kept; sixteen times as many of one row. Excel itself keeps 32,767 characters of a cell.
    private static let limit = 1 << 20

    init(
        _ reader: UnitReader, _ document: Document, table: String, strings: SharedStrings, styles: CellStyles,
        datesFrom1904: Bool
    ) {
        self.reader = reader
        self.document = document
        self.table = table
        self.strings = strings
        self.styles = styles
        self.datesFrom1904 = datesFrom1904
        buffer = TextBuffer(reader.output)
    }

    mutating func start(_ name: XMLName, _ attributes: XMLAttributes) throws(Halt) {
        switch name {
        case Name.row:
            currentRow = attributes[Name.reference].flatMap { Self.number($0) } ?? nextRow
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
            kind = Kind(attributes[Name.type])
            style = attributes[Name.style].flatMap { Self.number($0) } ?? 0
            cell.removeAll(keepingCapacity: true)
        case Name.value, Name.text: isValue = true
        case Name.header, Name.footer, Name.evenHeader, Name.evenFooter, Name.firstHeader, Name.firstFooter, Name.list:
            isAside = true
        case Name.link:
            for attribute in [Name.display, Name.tooltip] {
                guard let value = attributes[attribute] else { continue }
                if aside.count < Self.limit { aside += value + [0x0A] } else { isCut = true }
            }
        default: break
        }
    }

    mutating func text(_ utf8: UnsafeRawBufferPointer) {
        guard isValue || isAside else { return }
        guard (isValue ? cell : aside).count < Self.limit else {
            isCut = true
            return
        }
        if isValue { cell.append(contentsOf: utf8) } else { aside.append(contentsOf: utf8) }
    }

    mutating func end(_ name: XMLName) throws(Halt) {
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

    mutating func finish() {
        guard begun else { return }
        buffer.flush()
        reader.output.end()
        begun = false
    }

    /// Hands on what stands beside the cells, as a part of its own.
    func finishAside() {
        guard aside.contains(where: { $0 > 0x20 }) else { return }
        reader.output.begin(TextPart(path: document.path, locator: .mark))
        var text = TextBuffer(reader.output)
        text.mark("\(table), beside the cells")
        text.append(aside)
        text.flush()
        reader.output.end()
    }

    private mutating func endCell() {
        column += 1
        switch kind {
        case .sharedString:
            if let number = Self.number(cell[...]), let string = strings[number] {
                append(string)
            } else {
                unresolved += 1
            }
        case .number:
            append(CellNumber.shown(cell, isDate: styles.isDate(style), datesFrom1904: datesFrom1904)[...])
        case .other: append(cell[...])
        }
        row.append(0x09)
    }

    private mutating func append(_ text: ArraySlice<UInt8>) {
        guard row.count < 16 * Self.limit else {
            isCut = true
            return
        }
        if text.first == 0x22 {
            // RFC 4180: a cell that begins with a quote is quoted as a whole.
            row.append(0x22)
            for byte in text { row += byte == 0x22 ? [0x22, 0x22] : [byte < 0x20 ? 0x20 : byte] }
            row.append(0x22)
        } else if text.contains(where: { $0 < 0x20 }) {
            for byte in text { row.append(byte < 0x20 ? 0x20 : byte) }
        } else {
            row += text
        }
    }

    private mutating func endRow() throws(Halt) {
        if row.last == 0x09 { row.removeLast() }
        if !begun {
            begun = true
            let isHeader = DelimiterSniffer.isHeader(row.split(separator: 0x09, omittingEmptySubsequences: false))
            reader.output.begin(
                TextPart(
                    path: document.path, layout: .delimited(0x09, header: isHeader && !row.isEmpty),
                    locator: .cell(table: table)))
        }
        // Strings and gaps are used over and over: what a sheet spells out is counted like anything expanded.
        try reader.budget.expand(row.count + currentRow - nextRow + 1)
        while nextRow < currentRow {
            buffer.append(0x0A)
            nextRow += 1
        }
        row.append(0x0A)
        buffer.append(row)
        nextRow = currentRow + 1
    }

    /// A whole number, as attributes and references to strings hold them.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 10 else { return nil }
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
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
