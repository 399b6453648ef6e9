import Crypto
import Model

/// Reads the records of a backup, and checks at the end that it is whole and unchanged.
struct BackupReader {
    private static let block = 1 << 18
    private static let digest = 32

    /// Gives at most that many bytes, none at the end.
    private let source: (Int) throws -> [UInt8]
    private let place: SourcePlace?
    private var hash = SHA256()
    private var buffer: [UInt8] = []
    private var position = 0
    /// The offset of the buffer's first byte in the file.
    private var start: UInt64 = 0
    private var rows: UInt64 = 0
    private var columns: Int?
    private var tables: Set<String> = []
    private var hasSteps = false
    private var isDone = false

    /// - Throws: `Fault` (`storage.backup-malformed`) where it does not begin like a backup.
    init(place: SourcePlace?, source: @escaping (Int) throws -> [UInt8]) throws {
        self.source = source
        self.place = place
        guard try take(BackupRecord.head.count) == BackupRecord.head else { throw malformed() }
    }

    /// The next record; nil after the last one, when the digest has been found to fit.
    ///
    /// - Throws: `Fault`: `storage.backup-malformed`, `storage.backup-cut-off`, `storage.backup-changed`.
    mutating func next() throws -> BackupRecord? {
        if isDone { return nil }
        guard let kind = BackupRecord.Kind(rawValue: try take(1)[0]) else { throw malformed() }
        var record = RecordBytes(bytes: try take(Int(Self.number(try take(4)))))
        let value: BackupRecord?
        switch kind {
        case .steps:
            guard !hasSteps, let steps = record.list() else { throw malformed() }
            hasSteps = true
            value = .steps(steps)
        case .table:
            guard hasSteps, let name = record.text(), let names = record.list(), !names.isEmpty,
                Set(names).count == names.count, tables.insert(name).inserted
            else { throw malformed() }
            columns = names.count
            value = .table(Table(name: name, columns: names))
        case .row:
            guard let columns, let values = record.values(columns) else { throw malformed() }
            rows += 1
            value = .row(values)
        case .end:
            guard hasSteps, let count = record.number(as: UInt64.self), count == rows else { throw malformed() }
            value = nil
        }
        guard record.isAtEnd else { throw malformed() }
        if value == nil { try finish() }
        return value
    }

    private mutating func finish() throws {
        hash.update(data: buffer[..<position])
        buffer.removeFirst(position)
        start += UInt64(position)
        position = 0
        let found = Array(hash.finalize())
        guard try take(Self.digest) == found else { throw Fault("storage.backup-changed", at: place) }
        guard try position == buffer.count && source(1).isEmpty else { throw malformed() }
        isDone = true
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        if position == buffer.count || buffer.count - position < count, position >= Self.block {
            hash.update(data: buffer[..<position])
            buffer.removeFirst(position)
            start += UInt64(position)
            position = 0
        }
        // A length that the file does not live up to costs no more memory than the file has bytes.
        while buffer.count - position < count {
            let more = try source(Self.block)
            guard !more.isEmpty else { throw Fault("storage.backup-cut-off", at: place) }
            buffer += more
        }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    private func malformed() -> Fault {
        Fault("storage.backup-malformed", ["offset": String(start + UInt64(position))], at: place)
    }

    private static func number(_ bytes: [UInt8]) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
