/// The kind of engine that a statement is written for.
///
/// Only the named fragments of `SQL` may know of it: `DialectTests` fails on any other mention.
package enum Dialect {
    case sqlite
    case postgres
}

extension SQL {
    /// Marks in the neutral text around a part that differs: the SQLite form, the PostgreSQL form. No statement of
    /// ours holds these characters.
    private enum Mark {
        static let open: UInt8 = 1
        static let middle: UInt8 = 2
        static let close: UInt8 = 3
    }

    /// A fragment that the engines write differently; both forms bind the same values in the same order.
    static func differing(sqlite: String, postgres: String, values: [SQLValue] = []) -> SQL {
        SQL(text: "\u{1}\(sqlite)\u{2}\(postgres)\u{3}", values: values, differs: true)
    }

    /// The text as an engine takes it: `?` for SQLite, `$1`, `$2`… for PostgreSQL.
    package func text(for dialect: Dialect) -> String {
        if dialect == .sqlite, !differs { return text }
        var rendered: [UInt8] = []
        rendered.reserveCapacity(text.utf8.count + 2 * values.count)
        var skipped: Dialect?
        var number = 0
        for byte in text.utf8 {
            switch byte {
            case Mark.open: skipped = .postgres
            case Mark.middle: skipped = .sqlite
            case Mark.close: skipped = nil
            case _ where skipped == dialect: break
            case UInt8(ascii: "?") where dialect == .postgres:
                number += 1
                rendered.append(UInt8(ascii: "$"))
                rendered += String(number).utf8
            default: rendered.append(byte)
            }
        }
        return String(decoding: rendered, as: UTF8.self)
    }
}
