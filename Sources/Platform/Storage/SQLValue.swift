import Model

/// A value that a statement binds or a row holds: the types that SQLite and PostgreSQL share.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// Whether both engines would store it and give it back the same.
    ///
    /// - Throws: `Fault`: `storage.nul` for a text with NUL, which PostgreSQL refuses and of which SQLite would hand
    ///   back only what stands before it; `storage.not-a-number` for NaN, which SQLite would store as null.
    package func check() throws {
        switch self {
        case .text(let text): if text.utf8.contains(0) { throw Fault("storage.nul") }
        case .real(let real): if real.isNaN { throw Fault("storage.not-a-number") }
        case .null, .integer, .blob: break
        }
    }
}
