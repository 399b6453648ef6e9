extension UnitReader {
    /// A Word, Excel, PowerPoint or ODF document: its texts as one part, its sheets as one part each, then all else.
    func readOffice(
        _ file: FileBytes, _ kind: OfficePackage.Kind, _ names: [String], _ document: Document
    ) throws(Halt) {
        let isWorkbook = kind == .workbook
        if isWorkbook { try readWorkbook(file, document) }
        output.begin(TextPart(path: document.path, locator: .mark))
        try eachPart(of: file, document) { name, content throws(Halt) in
            guard Self.isText(name), !(isWorkbook && Self.isSheet(name)) else { return }
            let handler = RunText(output, mark: OfficePackage.mark(of: name), isOpenDocument: kind == .openDocument)
            try readXML(content, handler)
        }
        output.end()
        var pictures = 0
        try eachPart(of: file, document) { name, content throws(Halt) in
            guard !Self.isText(name), name != "mimetype" else { return }
            let inner = document.inner(DisplayName(name).text)
            let head = try HeadReader(content)
            if case .media = ContentSniffer.type(of: head.head) {
                pictures += 1
                return
            }
            if name.contains("/printerSettings/") {
                // What a printer's driver noted for itself: names of printers at most.
                try readRuns(head, inner)
                return
            }
            try contain(inner) { () throws(Halt) in try read(head, as: inner) }
        }
        if pictures > 0 { note(document, "images-inside", ["count": String(pictures)]) }
    }

    /// Goes through the entries of a package; encrypted and damaged ones are noted.
    private func eachPart(
        of file: FileBytes, _ document: Document, _ body: (String, ExpandedReader) throws(Halt) -> Void
    ) throws(Halt) {
        file.offset = 0
        let archive = try ArchiveReader(file, .zip)
        while let entry = try archive.next() {
            try budget.enter()
            guard entry.isFile else { continue }
            let name = String(decoding: entry.name, as: UTF8.self)
            if entry.isEncrypted {
                note(document.inner(DisplayName(name).text), "entry-encrypted", ["format": "ZIP"])
                continue
            }
            try body(name, ExpandedReader(archive, in: self))
        }
    }

    private static func isText(_ name: String) -> Bool {
        name.hasSuffix(".xml") || name.hasSuffix(".rels") || name.hasSuffix(".vml") || name.hasSuffix(".rdf")
    }

    private static func isSheet(_ name: String) -> Bool {
        name.hasPrefix("xl/worksheets/") && name.hasSuffix(".xml") || name == "xl/sharedStrings.xml"
            || name == "xl/workbook.xml" || name == "xl/styles.xml"
    }

    /// Feeds an XML part to a handler.
    func readXML(_ content: any ByteReader, _ handler: any XMLHandler) throws(Halt) {
        let head = try HeadReader(content)
        let (encoding, length) =
            CharsetDetector.mark(of: head.head)
            ?? (CharsetDetector.unmarkedUTF16(head.head).flatMap { head.head.contains(0) ? $0 : nil } ?? .utf8, 0)
        guard let decoder = TextDecoder(encoding, into: XMLTokenizer(handler)) else {
            throw .document("no-converter", ["encoding": encoding.name])
        }
        var block = UnsafeRawBufferPointer(rebasing: head.head[length...])
        while !block.isEmpty {
            try decoder.feed(block)
            block = try head.next()
        }
        try decoder.finish()
    }

    /// The sheets of a workbook.
    private func readWorkbook(_ file: FileBytes, _ document: Document) throws(Halt) {
        let parts = WorkbookParts()
        let styles = CellStyles()
        let strings = SharedStrings(limit: limits.sharedStringBytes)
        try eachPart(of: file, document) { name, content throws(Halt) in
            switch name {
            case "xl/workbook.xml", "xl/_rels/workbook.xml.rels": try readXML(content, parts)
            case "xl/styles.xml": try readXML(content, styles)
            case "xl/sharedStrings.xml": try readXML(content, strings)
            default: break
            }
        }
        try eachPart(of: file, document) { name, content throws(Halt) in
            guard name.hasPrefix("xl/worksheets/"), name.hasSuffix(".xml") else {
                if name == "xl/sharedStrings.xml", strings.isFull { try readAllStrings(content, document) }
                return
            }
            let file = String(name.split(separator: "/").last?.dropLast(4) ?? "sheet")
            let rows = SheetRows(
                self, document, table: parts.name(ofPart: name) ?? DisplayName(file).text, strings: strings,
                styles: styles, datesFrom1904: parts.usesDatesFrom1904)
            let sheet = SheetText(rows)
            try readXML(content, sheet)
            sheet.rows.finishAside()
            if sheet.rows.isCut { note(document, "cell-too-long") }
            if sheet.rows.unresolved > 0, !strings.isFull { note(document, "document-damaged", ["format": "XLSX"]) }
        }
    }

    /// More strings than may be held: each is read once, though not where its cells stand.
    private func readAllStrings(_ content: any ByteReader, _ document: Document) throws(Halt) {
        output.begin(TextPart(path: document.path, locator: .mark))
        try readXML(content, RunText(output, mark: "shared strings", isOpenDocument: false))
        output.end()
    }
}
