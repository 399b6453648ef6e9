/// The bytes of one record, read from the front; nil where they do not hold what is asked for.
struct RecordBytes {
    private let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number<Number: FixedWidthInteger>(as type: Number.Type) -> Number? {
        guard let part = take(MemoryLayout<Number>.size) else { return nil }
        return part.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    mutating func text() -> String? {
        guard let part = part() else { return nil }
        return String(validating: part, as: UTF8.self)
    }

    mutating func list() -> [String]? {
        guard let count = number(as: UInt32.self), count <= bytes.count else { return nil }
        var texts: [String] = []
        for _ in 0..<count {
            guard let text = text() else { return nil }
            texts.append(text)
        }
        return texts
    }

    mutating func values(_ count: Int) -> [SQLValue]? {
        var values: [SQLValue] = []
        values.reserveCapacity(count)
        for _ in 0..<count {
            guard let value = value() else { return nil }
            values.append(value)
        }
        return values
    }

    private mutating func value() -> SQLValue? {
        guard let byte = take(1)?.first, let tag = BackupRecord.Tag(rawValue: byte) else { return nil }
        let value: SQLValue? =
            switch tag {
            case .null: .null
            case .integer: number(as: UInt64.self).map { .integer(Int64(bitPattern: $0)) }
            case .real: number(as: UInt64.self).map { .real(Double(bitPattern: $0)) }
            case .text: text().map { .text($0) }
            case .blob: part().map { .blob(Array($0)) }
            }
        // What no database of ours can have held.
        guard let value, (try? value.check()) != nil else { return nil }
        return value
    }

    private mutating func part() -> ArraySlice<UInt8>? {
        guard let count = number(as: UInt32.self) else { return nil }
        return take(Int(count))
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard bytes.count - position >= count else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
