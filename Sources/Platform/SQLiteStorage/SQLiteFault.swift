import GRDB
import Model

/// What SQLite's errors are to the port.
enum SQLiteFault {
    /// Runs a body whose errors of SQLite's become faults placed at the database's file.
    static func naming<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw of(error, path)
        }
    }

    /// What an error is to the port; one that is not SQLite's stays as it is.
    static func of(_ error: any Error, _ path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let place = SourcePlace(file: path)
        // SQLite's messages name tables and columns, never values.
        let problem = ["problem": error.message ?? "\(error.resultCode)"]
        return switch error.resultCode {
        case .SQLITE_FULL: Fault("storage.full", at: place)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: Fault("storage.read-only", at: place)
        case .SQLITE_BUSY, .SQLITE_LOCKED: Fault("storage.busy", at: place)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: Fault("storage.corrupt", at: place)
        case .SQLITE_CONSTRAINT: Fault("storage.constraint", problem, at: place)
        case .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_RANGE, .SQLITE_TOOBIG:
            Fault("storage.refused", problem, at: place)
        // GRDB interrupts a statement whose task was cancelled; nobody else interrupts any.
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: CancellationError()
        default: Fault("storage.unavailable", problem, at: place)
        }
    }
}
