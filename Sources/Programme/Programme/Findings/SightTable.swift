import Model
import Storage

/// When findings were last seen unchanged. That thousands were seen once more is the commonest change of all: it is kept
/// apart, in short rows without an index beside their key, so that it does not write the findings themselves anew.
enum SightTable {
    static let migration = Migration(
        id: "programme-0009-sights",
        statements: ["CREATE TABLE finding_sights (finding TEXT NOT NULL PRIMARY KEY, seen BIGINT NOT NULL)"])

    static let table: StaticString = "finding_sights"

    /// When the finding of a row of `findings` was seen unchanged; null where it never was.
    static let seenAgain: SQL = "(SELECT seen FROM finding_sights WHERE finding = findings.id) AS seen_again"

    /// Notes that findings were seen once more.
    static func see(_ ids: [String], at: Instant, _ transaction: any Transaction) throws {
        for start in stride(from: 0, to: ids.count, by: 1000) {
            let some = Array(ids[start..<min(start + 1000, ids.count)])
            try transaction.execute(
                """
                INSERT INTO finding_sights (finding, seen)
                SELECT id, \(at.microseconds) FROM findings WHERE id IN \(list: some)
                ON CONFLICT (finding) DO UPDATE SET seen = excluded.seen
                """)
        }
    }
}
