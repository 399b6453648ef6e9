import Crypto

/// Writes the records of a backup.
struct BackupWriter {
    private static let block = 1 << 18

    private let sink: ([UInt8]) throws -> Void
    private var hash = SHA256()
    private var waiting = BackupRecord.head
    private var rows: UInt64 = 0

    init(sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

    mutating func write(_ record: BackupRecord) throws {
        switch record {
        case .steps(let steps): try write(.steps, Self.list(steps))
        case .table(let table): try write(.table, Self.counted(Array(table.name.utf8)) + Self.list(table.columns))
        case .row(let values):
            rows += 1
            try write(.row, values.reduce(into: []) { Self.append($1, to: &$0) })
        }
    }

    /// Writes the end and the digest; nothing may come after it.
    mutating func finish() throws {
        try write(.end, Self.number(rows))
        try flush()
        try sink(Array(hash.finalize()))
    }

    private mutating func write(_ kind: BackupRecord.Kind, _ bytes: [UInt8]) throws {
        waiting.append(kind.rawValue)
        waiting += Self.counted(bytes)
        if waiting.count >= Self.block { try flush() }
    }

    private mutating func flush() throws {
        hash.update(data: waiting)
        try sink(waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    private static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(BackupRecord.Tag.null.rawValue)
        case .integer(let integer):
            bytes.append(BackupRecord.Tag.integer.rawValue)
            bytes += number(UInt64(bitPattern: integer))
        case .real(let real):
            bytes.append(BackupRecord.Tag.real.rawValue)
            bytes += number(real.bitPattern)
        case .text(let text):
            bytes.append(BackupRecord.Tag.text.rawValue)
            bytes += counted(Array(text.utf8))
        case .blob(let blob):
            bytes.append(BackupRecord.Tag.blob.rawValue)
            bytes += counted(blob)
        }
    }

    private static func list(_ texts: [String]) -> [UInt8] {
        texts.reduce(into: number(UInt32(texts.count))) { $0 += counted(Array($1.utf8)) }
    }

    private static func counted(_ bytes: [UInt8]) -> [UInt8] { number(UInt32(bytes.count)) + bytes }

    private static func number(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
