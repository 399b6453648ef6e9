import Storage

/// How many systems of each department have each status of each control: kept on write, since to count them takes a row
/// for each control of each system.
enum DepartmentControls {
    static let migration = Migration(
        id: "programme-0008-controls",
        statements: [
            """
            CREATE TABLE department_controls (department TEXT NOT NULL, control TEXT NOT NULL, held BIGINT NOT NULL,
            broken BIGINT NOT NULL, unknown BIGINT NOT NULL, waived BIGINT NOT NULL, PRIMARY KEY (department, control))
            """,
            "CREATE INDEX postures_department ON postures (department, subject, control)",
        ])

    /// The statuses that a system's controls have now.
    static func statuses(of subject: String, _ transaction: any Transaction) throws -> [(String, String)] {
        try transaction.rows("SELECT control, status FROM postures WHERE subject = \(subject)").map {
            ($0.text("control"), $0.text("status"))
        }
    }

    /// Takes a system's statuses out of a department's counts, and others in.
    static func replace(
        _ old: [(String, String)], by new: [(String, String)], in department: String, _ transaction: any Transaction
    ) throws {
        var changes: [String: StatusCounts] = [:]
        for (control, status) in old { changes[control, default: .init()].add(status, -1) }
        for (control, status) in new { changes[control, default: .init()].add(status) }
        try transaction.executeAll(
            changes.filter { $0.value != StatusCounts() }.sorted { $0.key < $1.key }.map { control, change in
                """
                INSERT INTO department_controls (department, control, held, broken, unknown, waived)
                VALUES (\(department), \(control), \(change.held), \(change.broken), \(change.unknown),
                \(change.waived)) ON CONFLICT (department, control) DO UPDATE SET
                held = department_controls.held + excluded.held,
                broken = department_controls.broken + excluded.broken,
                unknown = department_controls.unknown + excluded.unknown,
                waived = department_controls.waived + excluded.waived
                """
            })
    }
}
