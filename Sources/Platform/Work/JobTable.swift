import CanonicalJSON
import Model
import Storage

/// The tables of jobs and of whose turn it is: their statements.
enum JobTable {
    static let migration = Migration(
        id: "work-0001-jobs",
        statements: [
            """
            CREATE TABLE jobs (id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, department TEXT NOT NULL,
            dedupe TEXT UNIQUE, payload TEXT NOT NULL, state TEXT NOT NULL, run_after BIGINT NOT NULL,
            attempts BIGINT NOT NULL, lease TEXT, lease_until BIGINT, step TEXT, parts_done BIGINT, parts_all BIGINT,
            problem TEXT, created BIGINT NOT NULL, finished BIGINT)
            """,
            "CREATE INDEX jobs_waiting ON jobs (state, run_after, id)",
            "CREATE INDEX jobs_department ON jobs (department, id)",
            "CREATE TABLE job_turns (department TEXT NOT NULL PRIMARY KEY, served BIGINT NOT NULL)",
            """
            CREATE TABLE schedules (id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, department TEXT NOT NULL,
            payload TEXT NOT NULL, seconds BIGINT NOT NULL, next BIGINT NOT NULL)
            """,
            "CREATE INDEX schedules_next ON schedules (next)",
        ])

    static let columns: SQL = """
        id, kind, department, payload, state, run_after, attempts, step, parts_done, parts_all, problem, created, finished
        """

    static func job(_ row: Row) throws -> Job {
        guard let payload = try? JSONValue(parsing: row.text("payload")),
            let state = Job.State(rawValue: row.text("state"))
        else { throw Fault("storage.corrupt") }
        return Job(
            id: row.text("id"), kind: row.text("kind"), department: row.text("department"), payload: payload,
            state: state, after: Instant(microseconds: row.integer("run_after")), attempts: row.integer("attempts"),
            progress: row.textIfAny("step").map {
                Job.Progress(step: $0, done: row.integer("parts_done"), whole: row.integerIfAny("parts_all"))
            },
            problem: row.textIfAny("problem").flatMap { try? JSONValue(parsing: $0) }.flatMap { Message(json: $0) },
            created: Instant(microseconds: row.integer("created")),
            finished: row.integerIfAny("finished").map { Instant(microseconds: $0) })
    }
}
