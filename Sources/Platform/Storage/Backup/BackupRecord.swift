/// A record of a backup.
///
/// A backup is the line `seawall backup 1`, records, and the SHA-256 digest of all that stands before it. A record is
/// a byte for its kind, the number of its bytes, and those. Numbers have four bytes (counts) or eight (values), the
/// least first. A text is its count of bytes and its UTF-8; a list is its count and its members.
enum BackupRecord: Equatable {
    /// The steps of the schema that the database has run: the first record.
    case steps([String])
    /// A table whose rows follow.
    case table(Table)
    /// A row of the table above it.
    case row([SQLValue])

    static let head = Array("seawall backup 1\n".utf8)

    /// The byte before each record.
    enum Kind: UInt8 {
        case steps = 0x53
        case table = 0x54
        case row = 0x52
        /// After the last record, with the number of rows.
        case end = 0x45
    }

    /// The byte before each value of a row.
    enum Tag: UInt8 {
        case null = 0
        case integer = 1
        case real = 2
        case text = 3
        case blob = 4
    }
}
