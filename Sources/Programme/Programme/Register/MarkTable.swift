import CanonicalJSON
import Journal
import Model
import Storage

/// The table of what the estate as a whole is marked as.
enum MarkTable {
    static let migration = Migration(
        id: "programme-0006-marks",
        statements: [
            """
            CREATE TABLE estate_marks (mark TEXT NOT NULL PRIMARY KEY, since BIGINT NOT NULL, note TEXT NOT NULL)
            """
        ])

    /// What the event is about: no system's id begins with a slash.
    static let subject = "/"

    /// Takes a mark in; the first of a kind stays.
    static func add(_ event: Event, _ transaction: any Transaction) throws {
        guard let mark = event.body["mark"]?.text, let note = event.body["note"]?.text else {
            throw Fault("programme.unreadable-event", ["id": event.id])
        }
        try transaction.execute(
            """
            INSERT INTO estate_marks (mark, since, note) VALUES (\(mark), \(event.at.microseconds), \(note))
            ON CONFLICT (mark) DO NOTHING
            """)
    }

    static func all(_ transaction: any Transaction) throws -> Set<EstateMark> {
        Set(try transaction.rows("SELECT mark FROM estate_marks").compactMap { EstateMark(rawValue: $0.text("mark")) })
    }
}
