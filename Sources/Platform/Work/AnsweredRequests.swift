public import Model
public import Storage

/// What programs asked for once under a key of their own, so that asking again under it does nothing more.
///
/// A program that got no answer sends its request again; it cannot know whether the first one was taken in.
public struct AnsweredRequests: Sendable {
    static let migration = Migration(
        id: "work-0002-requests",
        statements: [
            """
            CREATE TABLE answered_requests (person TEXT NOT NULL, request TEXT NOT NULL, digest TEXT NOT NULL,
            at BIGINT NOT NULL, PRIMARY KEY (person, request))
            """,
            "CREATE INDEX answered_requests_at ON answered_requests (at)",
        ])

    /// What is known of a key.
    public enum Answered: Sendable, Hashable {
        /// It was not used, or too long ago to be remembered.
        case new
        /// It was used for the same request.
        case same
        /// It was used for another one.
        case other
    }

    /// For how many days a key is remembered.
    public static let days = 30
    private let database: any Database

    /// The requests of a database.
    public init(_ database: any Database) { self.database = database }

    /// What is known of a person's key.
    ///
    /// - Parameter digest: what tells one request from another.
    public func answered(_ key: String, of person: String, digest: String, at: Instant) async throws -> Answered {
        let oldest = at.adding(days: -Self.days).microseconds
        return try await database.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT digest FROM answered_requests
                WHERE person = \(person) AND request = \(key) AND at >= \(oldest)
                """)
            return rows.first.map { $0.text("digest") == digest ? .same : .other } ?? .new
        }
    }

    /// Remembers that a person's request was answered, and forgets those that are too old.
    public func note(_ key: String, of person: String, digest: String, at: Instant) async throws {
        let oldest = at.adding(days: -Self.days).microseconds
        try await database.write { transaction in
            try transaction.execute("DELETE FROM answered_requests WHERE at < \(oldest)")
            try transaction.execute(
                """
                INSERT INTO answered_requests (person, request, digest, at)
                VALUES (\(person), \(key), \(digest), \(at.microseconds)) ON CONFLICT (person, request) DO NOTHING
                """)
        }
    }
}
