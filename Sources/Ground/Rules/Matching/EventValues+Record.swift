import CanonicalJSON
import Model

extension EventValues {
    /// Takes in the wanted fields of a record with flat names or nested objects.
    mutating func read(_ record: Facts, _ tree: FieldTree, _ fields: [String]) {
        // Most records are flat: then there is nothing that a dotted name could lead into.
        var isNested: Bool?
        for (slot, field) in fields.enumerated() {
            if let value = record[field] {
                add(value, to: slot, depth: 0)
            } else if field.utf8.contains(UInt8(ascii: ".")) {
                let nests = isNested ?? record.values.contains { Self.holdsObject($0) }
                isNested = nests
                if nests { addNested(field[...], in: record, to: slot, depth: 0) }
            }
        }
        if collectsAll { for value in record.values { collect(value, depth: 0) } }
    }

    private static func holdsObject(_ value: JSONValue) -> Bool {
        switch value {
        case .object: true
        case .array(let elements): elements.contains { if case .object = $0 { true } else { false } }
        default: false
        }
    }

    /// Follows a dotted name into objects, and into each object of an array.
    private mutating func addNested(
        _ field: Substring, in members: [String: JSONValue], to slot: Int, depth: Int
    ) {
        guard depth < 8 else { return }
        var dot = field.firstIndex(of: ".")
        while let end = dot {
            let rest = field[field.index(after: end)...]
            switch members[String(field[..<end])] {
            case .object(let inner)?: addNested(rest, inObject: inner, to: slot, depth: depth)
            case .array(let elements)?:
                for case .object(let inner) in elements { addNested(rest, inObject: inner, to: slot, depth: depth) }
            default: break
            }
            dot = rest.firstIndex(of: ".")
        }
    }

    private mutating func addNested(
        _ rest: Substring, inObject members: [String: JSONValue], to slot: Int, depth: Int
    ) {
        if let value = members[String(rest)] {
            add(value, to: slot, depth: 0)
        } else {
            addNested(rest, in: members, to: slot, depth: depth + 1)
        }
    }

    private mutating func add(_ value: JSONValue, to slot: Int, depth: Int) {
        switch value {
        case .array(let elements) where !elements.isEmpty && depth < 8:
            for element in elements { add(element, to: slot, depth: depth + 1) }
        case .array, .object: add(.container, to: slot) { _ in }
        default: addScalar(value, to: slot)
        }
    }

    private mutating func collect(_ value: JSONValue, depth: Int) {
        guard depth < 64 else { return }
        switch value {
        case .array(let elements): for element in elements { collect(element, depth: depth + 1) }
        case .object(let members): for member in members.values { collect(member, depth: depth + 1) }
        case .null: break
        default: addScalar(value, to: nil)
        }
    }

    private mutating func addScalar(_ value: JSONValue, to slot: Int?) {
        switch value {
        case .string(var text): add(.text, to: slot) { bytes in text.withUTF8 { bytes.append(contentsOf: $0) } }
        case .integer(let integer):
            add(.number, to: slot, number: Double(integer)) { $0.append(contentsOf: String(integer).utf8) }
        case .number: add(.number, to: slot) { $0.append(contentsOf: value.canonicalBytes) }
        case .bool(let bool): add(.bool, to: slot) { $0.append(contentsOf: bool ? "true".utf8 : "false".utf8) }
        case .null: add(.null, to: slot) { _ in }
        case .array, .object: break
        }
    }
}
