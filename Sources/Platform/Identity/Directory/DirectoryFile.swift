import CanonicalJSON
public import Model

/// A file with units, people or systems, as rows of named fields: CSV, or JSON with an array of objects.
///
/// In JSON a member within a member is named with a dot, as in CSV: `name.en`.
public struct DirectoryFile: Sendable, Hashable {
    /// A row.
    public struct Row: Sendable, Hashable {
        /// Where it stands.
        public let place: SourcePlace
        /// Which it is, counted from 1.
        public let number: Int
        /// What it says, without fields that are empty.
        public let fields: [String: String]

        /// A fault that names the file, the line where there are lines, the row otherwise, and the field.
        public func fault(_ message: Message, field: String) -> Fault {
            let name = place.line == nil ? "row \(number), \(field)" : field
            return Fault(message, at: SourcePlace(file: "\(place.file) (\(name))", line: place.line))
        }
    }

    private static let byteLimit = 16 << 20
    private static let rowLimit = 100_000

    /// The rows.
    public let rows: [Row]

    /// Reads a file: JSON where it begins with a bracket or brace, CSV otherwise.
    ///
    /// - Parameters:
    ///   - file: its name, for faults.
    ///   - member: the member that holds the array, where the file is a JSON object.
    ///   - known: the names that fields may have.
    ///   - plain: those that JSON may write as a whole number or a truth value.
    /// - Throws: `Fault` (`identity.csv-…`, `identity.import-…`) placed at the line.
    public init(
        _ bytes: [UInt8], file: String, member: String, known: [String], plain: Set<String> = []
    ) throws(Fault) {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        rows =
            first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
            ? try Self.json(bytes, file: file, member: member, known: known, plain: plain)
            : try Self.csv(bytes, file: file, known: known)
    }

    private static func csv(_ bytes: [UInt8], file: String, known: [String]) throws(Fault) -> [Row] {
        let table = try CSVTable(bytes, file: file)
        var seen: Set<String> = []
        for column in table.columns {
            let head = SourcePlace(file: file, line: 1)
            guard known.contains(column) else { throw unknown(column, known, at: head) }
            guard seen.insert(column).inserted else {
                throw Fault("identity.import-column-twice", ["field": column], at: head)
            }
        }
        return table.rows.enumerated().map { index, row in
            let pairs = zip(table.columns, row.fields).filter { !$0.1.isEmpty }
            return Row(
                place: SourcePlace(file: file, line: row.line), number: index + 1,
                fields: Dictionary(pairs) { first, _ in first })
        }
    }

    private static func json(
        _ bytes: [UInt8], file: String, member: String, known: [String], plain: Set<String>
    ) throws(Fault) -> [Row] {
        let place = SourcePlace(file: file)
        guard bytes.count <= byteLimit else {
            throw Fault("identity.csv-too-large", ["limit": String(byteLimit)], at: place)
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw Fault("identity.import-not-json", ["problem": error.description], at: place)
        }
        guard let elements = value.elements ?? value[member]?.elements, elements.count <= rowLimit else {
            throw Fault("identity.import-no-array", ["member": member, "limit": String(rowLimit)], at: place)
        }
        var rows: [Row] = []
        for (index, element) in elements.enumerated() {
            let empty = Row(place: place, number: index + 1, fields: [:])
            guard let members = element.members else {
                throw empty.fault(Message("identity.import-not-text"), field: member)
            }
            var fields: [String: String] = [:]
            for (name, value) in members {
                for (suffix, text) in try texts(value, name, empty, plain) {
                    let field = name + suffix
                    guard known.contains(field) else { throw unknown(field, known, at: place) }
                    guard fields.updateValue(text, forKey: field) == nil else {
                        throw Fault("identity.import-column-twice", ["field": field], at: place)
                    }
                }
            }
            rows.append(Row(place: place, number: index + 1, fields: fields.filter { !$0.value.isEmpty }))
        }
        return rows
    }

    /// The texts of a member: itself, those of its own members, or those of an array joined by semicolons.
    private static func texts(
        _ value: JSONValue, _ name: String, _ row: Row, _ plain: Set<String>
    ) throws(Fault) -> [(String, String)] {
        switch value {
        case .string(let text): return [("", text)]
        case .integer(let number) where plain.contains(name): return [("", String(number))]
        case .bool(let truth) where plain.contains(name): return [("", String(truth))]
        case .null: return []
        case .array(let elements):
            let texts = elements.compactMap(\.text)
            guard texts.count == elements.count else { break }
            return [("", texts.joined(separator: ";"))]
        case .object(let members):
            let texts = members.compactMap { name, value in value.text.map { (".\(name)", $0) } }
            guard texts.count == members.count else { break }
            return texts
        default: break
        }
        throw row.fault(Message("identity.import-not-text"), field: name)
    }

    private static func unknown(_ field: String, _ known: [String], at place: SourcePlace) -> Fault {
        Fault(
            "identity.import-unknown-field", ["field": field, "known": known.joined(separator: ", ")], at: place)
    }
}
