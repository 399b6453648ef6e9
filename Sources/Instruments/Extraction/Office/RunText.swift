/// The text of a Word, PowerPoint, ODF or any other XML part: runs joined as a reader sees them, and apart from them
/// what a reader does not see: tracked deletions, field codes, descriptions of pictures, addresses of links.
final class RunText: XMLHandler {
    private var buffer: TextBuffer
    private let mark: String
    /// Whether each paragraph is a place of its own.
    private let countsParagraphs: Bool
    private let isOpenDocument: Bool
    private var paragraph = 0
    private var deletions = 0
    private var isFieldCode = false
    private var cells = 0
    /// Text that a reader does not see, by kind.
    private var deleted: [UInt8] = []
    private var hidden: [UInt8] = []
    private var needsMark = true
    private var isTabStops = false
    /// Whether white space is text here.
    private var isInRun = false
    /// Whether the element at hand holds text itself.
    private var isLeaf = false

    /// Bytes of unseen text that are kept before they are handed on.
    private static let asideLimit = 256 << 10

    init(_ output: any TextOutput, mark: String, isOpenDocument: Bool) {
        buffer = TextBuffer(output)
        self.mark = mark
        self.isOpenDocument = isOpenDocument
        countsParagraphs = mark == "body"
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        isLeaf = false
        if Name.runs.contains(name) { isInRun = true }
        switch name {
        case Name.paragraph, Name.heading:
            paragraph += 1
            // A cell of a sheet is found by its table, not by a number among all paragraphs.
            if !isOpenDocument || cells == 0 { needsMark = true }
        case Name.table where isOpenDocument:
            guard let table = attributes.text(Name.tableName) else { break }
            needsMark = false
            buffer.mark("table \(DisplayName(table).text)")
        case Name.delete, Name.moveFrom, Name.changedRegion: deletions += 1
        case Name.instruction: isFieldCode = true
        case Name.cell, Name.tableCell: cells += 1
        case Name.tabStops: isTabStops = true
        case Name.tab: if !isTabStops { append([0x09]) }
        case Name.lineBreak, Name.carriageReturn, Name.openBreak: append([0x0A])
        case Name.space where isOpenDocument: append([0x20])
        case Name.noBreakHyphen: append([0x2D])
        default: break
        }
        for attribute in Name.hiddenAttributes {
            guard let value = attributes[attribute], !value.isEmpty else { continue }
            hidden += value
            hidden.append(0x0A)
        }
        if name == Name.relationship, attributes.text(Name.targetMode) == "External",
            let target = attributes[Name.target]
        {
            hidden += target
            hidden.append(0x0A)
        }
    }

    func text(_ utf8: UnsafeRawBufferPointer) {
        // Between elements there is only white space, for looks.
        if !isInRun, utf8.allSatisfy({ $0 <= 0x20 }), utf8.count > 1 || utf8.first != 0x20 || !isOpenDocument { return }
        append(utf8)
        isLeaf = true
    }

    func end(_ name: XMLName) {
        if Name.runs.contains(name) { isInRun = false }
        if isLeaf, !Name.joined.contains(name) { append([0x0A]) }
        isLeaf = false
        switch name {
        case Name.paragraph, Name.heading:
            // An empty paragraph is no place.
            if !needsMark || deletions > 0 { append(cells > 0 ? [0x20] : [0x0A]) }
            if deletions > 0 || !deleted.isEmpty { deleted.append(0x0A) }
        case Name.delete, Name.moveFrom, Name.changedRegion: deletions = max(0, deletions - 1)
        case Name.instruction:
            isFieldCode = false
            hidden.append(0x0A)
        case Name.cell, Name.tableCell:
            cells = max(0, cells - 1)
            append([0x09])
        case Name.row, Name.tableRow: append([0x0A])
        case Name.tabStops: isTabStops = false
        default: break
        }
        if deleted.count + hidden.count > Self.asideLimit { flushAside() }
    }

    func finish() {
        flushAside()
        buffer.flush()
    }

    private func append(_ utf8: some Collection<UInt8>) {
        if deleted.count + hidden.count > Self.asideLimit { flushAside() }
        if deletions > 0 {
            deleted.append(contentsOf: utf8)
        } else if isFieldCode {
            hidden.append(contentsOf: utf8)
        } else {
            if needsMark {
                needsMark = false
                buffer.mark(countsParagraphs ? "paragraph \(max(1, paragraph))" : mark)
            }
            buffer.append(utf8)
        }
    }

    private func flushAside() {
        for (text, name) in [(deleted, "tracked deletion"), (hidden, "\(mark), not shown")]
        where text.contains(where: { $0 > 0x20 }) {
            buffer.append([0x0A])
            buffer.mark(name)
            buffer.append(text)
            needsMark = true
        }
        deleted.removeAll(keepingCapacity: true)
        hidden.removeAll(keepingCapacity: true)
    }

    private enum Name {
        static let paragraph = XMLName("p")
        static let heading = XMLName("h")
        static let delete = XMLName("del")
        static let moveFrom = XMLName("moveFrom")
        static let changedRegion = XMLName("changed-region")
        static let instruction = XMLName("instrText")
        static let cell = XMLName("tc")
        static let tableCell = XMLName("table-cell")
        static let row = XMLName("tr")
        static let tableRow = XMLName("table-row")
        static let table = XMLName("table")
        static let tableName = XMLName("name")
        static let tab = XMLName("tab")
        static let tabStops = XMLName("tabs")
        static let lineBreak = XMLName("br")
        static let openBreak = XMLName("line-break")
        static let carriageReturn = XMLName("cr")
        static let space = XMLName("s")
        static let noBreakHyphen = XMLName("noBreakHyphen")
        static let relationship = XMLName("Relationship")
        static let target = XMLName("Target")
        static let targetMode = XMLName("TargetMode")
        /// Elements whose white space counts.
        static let runs: Set<XMLName> = [XMLName("t"), XMLName("delText"), XMLName("instrText")]
        /// Elements that follow on one another without a gap; the text of any other stands by itself.
        static let joined: Set<XMLName> = [
            XMLName("t"), XMLName("delText"), XMLName("instrText"), XMLName("span"), XMLName("a"), XMLName("p"),
            XMLName("h"), XMLName("s"), XMLName("tab"), XMLName("r"),
        ]
        /// Descriptions of pictures, tips, connection strings, cached values of deleted sources.
        static let hiddenAttributes = [
            XMLName("descr"), XMLName("title"), XMLName("tooltip"), XMLName("connection"), XMLName("command"),
            XMLName("v"), XMLName("display"), XMLName("alt"), XMLName("href"),
        ]
    }
}
