import CLibPQ
import Storage

/// Reads the rows of one statement's results; its columns are looked at once.
struct ResultDecoder {
    private enum Form {
        case integer, boolean, number, decimal, bytes, text
    }

    private let columns: [String]
    private let forms: [Form]

    init(_ result: OpaquePointer) {
        let numbers = 0..<PQnfields(result)
        columns = numbers.map { String(cString: PQfname(result, $0)) }
        forms = numbers.map { Self.form(of: PQftype(result, $0)) }
    }

    /// One row of a result.
    func row(_ result: OpaquePointer, _ number: Int32) -> Row {
        Row(
            columns: columns,
            values: forms.enumerated().map { index, form in
                let column = Int32(index)
                guard PQgetisnull(result, number, column) == 0, let start = PQgetvalue(result, number, column) else {
                    return .null
                }
                return Self.value(
                    UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, number, column))), form)
            })
    }

    private static func form(of type: Oid) -> Form {
        switch type {
        case 16: .boolean
        case 17: .bytes
        case 20, 21, 23, 26: .integer
        case 700, 701: .number
        case 1700: .decimal
        default: .text
        }
    }

    private static func value(_ bytes: UnsafeRawBufferPointer, _ form: Form) -> SQLValue {
        switch form {
        case .boolean: .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case .bytes: .blob(HexBytes.decode(bytes))
        case .text: .text(String(decoding: bytes, as: UTF8.self))
        case .integer: integer(bytes).map { .integer($0) } ?? .null
        case .number: .real(Double(String(decoding: bytes, as: UTF8.self)) ?? .nan)
        // What PostgreSQL sums integers in: an integer as long as it is one, as in SQLite.
        case .decimal:
            integer(bytes).map { .integer($0) } ?? .real(Double(String(decoding: bytes, as: UTF8.self)) ?? .nan)
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        var digits = bytes[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            // Downwards, since the least integer has no positive counterpart.
            let (next, overflowed) = tens.subtractingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            if overflow || overflowed { return nil }
            value = next
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }
}
