import CSQLite

/// A query under way.
final class DatabaseStatement {
    private let handle: OpaquePointer
    private let connection: DatabaseConnection

    init(_ handle: OpaquePointer, of connection: DatabaseConnection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Goes to the next row; false at the end.
    func step() throws(Halt) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case SQLITE_INTERRUPT: throw .document("database-too-slow")
        default: throw DatabaseConnection.damaged
        }
    }

    /// How many columns a row has.
    var columns: Int { Int(sqlite3_column_count(handle)) }

    /// The name of a column.
    func name(_ column: Int) -> String {
        sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// Whether a value is a BLOB.
    func isBlob(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_BLOB }

    /// A value as text; empty for NULL.
    func text(_ column: Int) -> String { String(decoding: bytes(column, asText: true), as: UTF8.self) }

    /// The bytes of a value, valid until the next step.
    func bytes(_ column: Int, asText: Bool) -> UnsafeRawBufferPointer {
        let index = Int32(column)
        let start =
            asText
            ? UnsafeRawPointer(sqlite3_column_text(handle, index))
            : UnsafeRawPointer(sqlite3_column_blob(handle, index))
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, index)))
    }
}
