import CSQLite
import Glibc

/// A SQLite file opened to be read and nothing else: not a byte of it changes, and nothing in its schema runs.
final class DatabaseConnection {
    private let handle: OpaquePointer
    private let deadline: UnsafeMutablePointer<Int64>

    /// Opens a file on disk, or a copy in memory that must stay mapped while the connection lives.
    init(uri: String?, memory: UnsafeMutableRawBufferPointer?, milliseconds: Int64) throws(Halt) {
        var opened: OpaquePointer?
        let flags = uri == nil ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        let status = sqlite3_open_v2(uri ?? ":memory:", &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard status == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw Self.damaged
        }
        handle = opened
        deadline = .allocate(capacity: 1)
        deadline.initialize(to: Budget.now() + milliseconds)
        guard sqlite_harden(handle) == SQLITE_OK else { throw Self.damaged }
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        sqlite3_progress_handler(
            handle, 10_000,
            { context in
                guard let deadline = context?.assumingMemoryBound(to: Int64.self) else { return 1 }
                return Budget.now() < deadline.pointee ? 0 : 1
            }, deadline)
        if let memory {
            let bytes = memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let size = sqlite3_int64(memory.count)
            guard
                sqlite3_deserialize(handle, "main", bytes, size, size, UInt32(SQLITE_DESERIALIZE_READONLY)) == SQLITE_OK
            else { throw Self.damaged }
        }
    }

    deinit {
        sqlite3_close_v2(handle)
        deadline.deallocate()
    }

    static var damaged: Halt { .document("document-damaged", ["format": "SQLite"]) }

    /// Prepares a statement; it lives no longer than the connection.
    func statement(_ sql: String) throws(Halt) -> DatabaseStatement {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw Self.damaged
        }
        return DatabaseStatement(statement, of: self)
    }

    /// A name as SQL writes it.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// A path as an `immutable` URI of SQLite writes it.
    static func uri(_ path: String) -> String {
        var uri = "file:"
        for byte in path.utf8 {
            switch byte {
            case 0x2F, 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F:
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return uri + "?immutable=1"
    }
}
