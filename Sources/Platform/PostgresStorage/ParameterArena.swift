import CLibPQ
import Storage

/// The values of one call, one after another in one block of memory, as libpq takes them.
struct ParameterArena {
    /// The type of a value on the wire (PostgreSQL, `pg_type`); 0 lets the server infer it.
    enum TypeID {
        static let unknown: Oid = 0
        static let bytes: Oid = 17
        static let integer: Oid = 20
        static let text: Oid = 25
        static let real: Oid = 701
    }

    private var block: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: TypeID.unknown
        case .integer: TypeID.integer
        case .real: TypeID.real
        case .text: TypeID.text
        case .blob: TypeID.bytes
        }
    }

    /// Packs values in place of those before; each type is that of the statement's parameter.
    mutating func pack(_ values: [SQLValue], types: [Oid]) {
        block.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for (value, type) in zip(values, types) {
            let start = block.count
            var isBinary = false
            switch value {
            case .null: break
            case .integer(let integer): block += String(integer).utf8
            case .real(let real): block += real.description.utf8
            case .text(let text): block += text.utf8
            case .blob(let bytes) where type == TypeID.bytes:
                block += bytes
                isBinary = true
            case .blob(let bytes): HexBytes.append(bytes, to: &block)
            }
            starts.append(value == .null ? nil : start)
            lengths.append(Int32(block.count - start))
            formats.append(isBinary ? 1 : 0)
            // What is sent as text ends with a NUL.
            block.append(0)
        }
    }

    /// The addresses of the values, their lengths and their formats, for the time of the call.
    func withPointers<Value>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Value
    ) -> Value {
        block.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(starts.map { start in start.flatMap { start in base.map { $0 + start } } }, lengths, formats)
        }
    }
}
