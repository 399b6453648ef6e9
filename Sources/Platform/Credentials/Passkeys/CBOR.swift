/// A value of the part of CBOR that authenticators write (CTAP 2.1, section 8): no tags, no fractions.
enum CBOR: Sendable, Equatable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([Key: CBOR])
    case bool(Bool)
    case null

    /// What stands before a value in a map.
    enum Key: Sendable, Hashable {
        case integer(Int64)
        case text(String)
    }

    /// The value under a name; nil for other kinds and absent names.
    subscript(name: String) -> CBOR? { if case .map(let members) = self { members[.text(name)] } else { nil } }

    /// The value under a number.
    subscript(number: Int64) -> CBOR? { if case .map(let members) = self { members[.integer(number)] } else { nil } }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var members: [Key: CBOR]? { if case .map(let value) = self { value } else { nil } }
}
