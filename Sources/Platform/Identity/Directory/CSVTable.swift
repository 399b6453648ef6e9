public import Model

/// Rows of fields separated by commas (RFC 4180), with the names of the columns in the first row.
///
/// Lines may end in CR LF or LF; a byte order mark is passed over; empty lines count for nothing.
public struct CSVTable: Sendable, Hashable {
    /// A row.
    public struct Row: Sendable, Hashable {
        /// The line that it begins on, counted from 1.
        public let line: Int
        /// As many fields as there are columns.
        public let fields: [String]
    }

    private static let byteLimit = 16 << 20
    private static let rowLimit = 100_000
    private static let columnLimit = 64
    private static let fieldLimit = 4096

    /// The names of the columns.
    public private(set) var columns: [String] = []
    /// The rows after the first.
    public private(set) var rows: [Row] = []

    /// Reads a table.
    ///
    /// - Parameter file: its name, for faults.
    /// - Throws: `Fault` (`identity.csv-…`) placed at the line.
    public init(_ bytes: [UInt8], file: String) throws(Fault) {
        guard bytes.count <= Self.byteLimit else {
            throw Fault("identity.csv-too-large", ["limit": String(Self.byteLimit)], at: SourcePlace(file: file))
        }
        var reader = Reader(bytes: bytes, file: file)
        var isHead = true
        while let (line, fields) = try reader.row(limit: Self.columnLimit, fieldLimit: Self.fieldLimit) {
            if fields == [""] { continue }
            if isHead {
                columns = fields
                isHead = false
                continue
            }
            guard fields.count == columns.count else {
                throw Fault(
                    "identity.csv-fields", ["count": String(fields.count), "columns": String(columns.count)],
                    at: SourcePlace(file: file, line: line))
            }
            guard rows.count < Self.rowLimit else {
                throw Fault(
                    "identity.csv-rows", ["limit": String(Self.rowLimit)], at: SourcePlace(file: file, line: line))
            }
            rows.append(Row(line: line, fields: fields))
        }
        guard !isHead else { throw Fault("identity.csv-empty", at: SourcePlace(file: file)) }
    }

    private struct Reader {
        let bytes: [UInt8]
        let file: String
        var index: Int
        var line = 1

        init(bytes: [UInt8], file: String) {
            self.bytes = bytes
            self.file = file
            index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        }

        /// The next row and the line it begins on; nil at the end.
        mutating func row(limit: Int, fieldLimit: Int) throws(Fault) -> (line: Int, fields: [String])? {
            guard index < bytes.count else { return nil }
            let start = line
            var fields: [String] = []
            while true {
                guard fields.count < limit else {
                    throw fault(Message("identity.csv-columns", ["limit": String(limit)]))
                }
                let raw = try field()
                guard raw.count <= fieldLimit else {
                    throw fault(Message("identity.csv-long", ["limit": String(fieldLimit)]))
                }
                guard let text = String(validating: raw, as: UTF8.self) else {
                    throw fault(Message("identity.csv-not-utf8"))
                }
                fields.append(text)
                guard index < bytes.count else { return (start, fields) }
                if bytes[index] == UInt8(ascii: ",") {
                    index += 1
                } else {
                    try endLine()
                    return (start, fields)
                }
            }
        }

        private mutating func endLine() throws(Fault) {
            if bytes[index] == UInt8(ascii: "\r") { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\n") else {
                throw fault(Message("identity.csv-quote"))
            }
            index += 1
            line += 1
        }

        /// The bytes of a field, up to the comma or the end of the line.
        private mutating func field() throws(Fault) -> [UInt8] {
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                let start = index
                while index < bytes.count, !",\r\n".utf8.contains(bytes[index]) {
                    guard bytes[index] != UInt8(ascii: "\"") else { throw fault(Message("identity.csv-quote")) }
                    index += 1
                }
                return Array(bytes[start..<index])
            }
            let opened = line
            var field: [UInt8] = []
            index += 1
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if byte == UInt8(ascii: "\"") {
                    guard index < bytes.count, bytes[index] == byte else {
                        guard index == bytes.count || ",\r\n".utf8.contains(bytes[index]) else {
                            throw fault(Message("identity.csv-quote"))
                        }
                        return field
                    }
                    index += 1
                }
                if byte == UInt8(ascii: "\n") { line += 1 }
                field.append(byte)
            }
            throw Fault("identity.csv-unclosed", at: SourcePlace(file: file, line: opened))
        }

        private func fault(_ message: Message) -> Fault {
            Fault(message, at: SourcePlace(file: file, line: line))
        }
    }
}
