import Glibc

extension UnitReader {
    /// A SQLite file: every table as rows of cells, then what its BLOBs hold, then what lies on its free pages.
    func readDatabase(_ reader: HeadReader, _ document: Document) throws(Halt) {
        let isOnDisk = reader.base is FileBytes
        try withFile(reader) { file throws(Halt) in
            do throws(Halt) {
                try isOnDisk ? readTables(onDisk: file, document) : readTables(inMemory: file, document)
            } catch {
                guard error.reach == .document else { throw error }
                if output.isOpen { output.end() }
                note(document, error.reason)
            }
            try readFreePages(file, document)
        }
    }

    private func readTables(onDisk file: FileBytes, _ document: Document) throws(Halt) {
        // SQLite opens by name. The name of our own descriptor leads it to the very file that was checked.
        let connection = try DatabaseConnection(
            uri: DatabaseConnection.uri("/proc/self/fd/\(file.descriptor)"), memory: nil,
            milliseconds: budget.remaining)
        try readTables(connection, document)
    }

    private func readTables(inMemory file: FileBytes, _ document: Document) throws(Halt) {
        let size = Int(file.size)
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.descriptor, 0),
            memory != UnsafeMutableRawPointer(bitPattern: -1)
        else { throw DatabaseConnection.damaged }
        defer { munmap(memory, size) }
        let connection = try DatabaseConnection(
            uri: nil, memory: UnsafeMutableRawBufferPointer(start: memory, count: size),
            milliseconds: budget.remaining)
        try readTables(connection, document)
    }

    private func readTables(_ connection: DatabaseConnection, _ document: Document) throws(Halt) {
        var tables: [String] = []
        do {
            let list = try connection.statement("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
            while try list.step() {
                // A virtual table's content stands in its shadow tables, which are listed too.
                guard !list.text(1).uppercased().hasPrefix("CREATE VIRTUAL") else { continue }
                tables.append(list.text(0))
                guard tables.count < 10_000 else { break }
            }
        }
        for table in tables {
            var inner = document
            inner.path.append(DisplayName(table).text)
            try contain(inner) { () throws(Halt) in
                let blobs = try readRows(connection, table, document)
                for column in blobs { try readBlobs(connection, table, column, document) }
            }
        }
    }

    /// One table; the columns in which it holds BLOBs.
    private func readRows(
        _ connection: DatabaseConnection, _ table: String, _ document: Document
    ) throws(Halt) -> [String] {
        let rows = try connection.statement("SELECT * FROM " + DatabaseConnection.quoted(table))
        var blobs: Set<Int> = []
        output.begin(
            TextPart(
                path: document.path, layout: .delimited(0x09, header: true),
                locator: .cell(table: DisplayName(table).text)))
        var buffer = TextBuffer(output)
        for column in 0..<rows.columns {
            if column > 0 { buffer.append(0x09) }
            rows.name(column).withCString {
                Self.append(UnsafeRawBufferPointer(start: $0, count: strlen($0)), to: &buffer)
            }
        }
        buffer.append(0x0A)
        while try rows.step() {
            for column in 0..<rows.columns {
                if column > 0 { buffer.append(0x09) }
                if rows.isBlob(column) {
                    blobs.insert(column)
                } else {
                    Self.append(rows.bytes(column, asText: true), to: &buffer)
                }
            }
            buffer.append(0x0A)
            try budget.tick()
        }
        buffer.flush()
        output.end()
        return blobs.sorted().map { rows.name($0) }
    }

    /// A cell on one line; RFC 4180 where it begins with a quote.
    private static func append(_ cell: UnsafeRawBufferPointer, to buffer: inout TextBuffer) {
        guard cell.first == 0x22 || cell.contains(where: { $0 < 0x20 }) else {
            buffer.append(cell)
            return
        }
        let isQuoted = cell.first == 0x22
        if isQuoted { buffer.append(0x22) }
        for byte in cell {
            if isQuoted, byte == 0x22 { buffer.append(0x22) }
            buffer.append(byte < 0x20 ? 0x20 : byte)
        }
        if isQuoted { buffer.append(0x22) }
    }

    /// What a column's BLOBs hold: pictures, documents, text in any encoding.
    private func readBlobs(
        _ connection: DatabaseConnection, _ table: String, _ column: String, _ document: Document
    ) throws(Halt) {
        let name = DatabaseConnection.quoted(column)
        let values = try connection.statement(
            "SELECT \(name) FROM \(DatabaseConnection.quoted(table)) WHERE typeof(\(name)) = 'blob'")
        var index = 0
        while try values.step() {
            index += 1
            try budget.enter()
            let bytes = values.bytes(0, asText: false)
            guard bytes.count >= 4 else { continue }
            let inner = document.inner("\(DisplayName(table).text), \(DisplayName(column).text), BLOB \(index)")
            try contain(inner) { () throws(Halt) in try read(MemoryBytes(bytes), as: inner) }
        }
    }

    /// Pages that are no longer used may hold rows that were deleted.
    private func readFreePages(_ file: FileBytes, _ document: Document) throws(Halt) {
        var pages = try FreePages(file)
        guard let first = try pages.next() else { return }
        output.begin(TextPart(path: document.path, locator: .mark))
        output.mark("free pages")
        var runs = ReadableRuns()
        var text: [UInt8] = []
        var page: [UInt8]? = first
        while let bytes = page {
            bytes.withUnsafeBytes { runs.feed($0, into: &text) }
            runs.finish(into: &text)
            text.withUnsafeBytes { output.append($0) }
            text.removeAll(keepingCapacity: true)
            try budget.tick()
            page = try pages.next()
        }
        output.end()
    }
}
