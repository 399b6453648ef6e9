import Storage

/// The schema of all tables of identity and accounts, so that every program that opens the record knows all of it.
enum IdentityTables {
    static let migrations = [tree, people, accounts, providers, returning, seeing, proving]

    /// Tables that are made from events.
    private static let tree = Migration(
        id: "identity-0001-tree",
        statements: [
            """
            CREATE TABLE units (id TEXT NOT NULL PRIMARY KEY, parent TEXT, path TEXT NOT NULL, name_en TEXT NOT NULL,
            name_hant TEXT NOT NULL, name_hans TEXT NOT NULL, relation TEXT NOT NULL, joined BIGINT NOT NULL,
            left_at BIGINT)
            """,
            """
            CREATE TABLE persons (id TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, added BIGINT NOT NULL,
            disabled BIGINT, erased BIGINT)
            """,
            "CREATE INDEX persons_of_unit ON persons (unit, id)",
            """
            CREATE TABLE assignments (id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL, office TEXT NOT NULL,
            unit TEXT NOT NULL, subject TEXT, begins BIGINT NOT NULL, ends BIGINT)
            """,
            "CREATE INDEX assignments_of_person ON assignments (person, id)",
            "CREATE INDEX assignments_of_unit ON assignments (unit, id)",
            """
            CREATE TABLE agreements (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL, begins BIGINT NOT NULL,
            ends BIGINT, extents TEXT NOT NULL, withheld TEXT NOT NULL)
            """,
            "CREATE INDEX agreements_of_body ON agreements (body, id)",
        ])

    /// Personal data: never made from events, and gone with one statement.
    private static let people = Migration(
        id: "identity-0002-people",
        statements: [
            """
            CREATE TABLE people (person TEXT NOT NULL PRIMARY KEY, name_key TEXT NOT NULL UNIQUE, sign_in TEXT NOT NULL,
            display TEXT NOT NULL, email TEXT, language TEXT NOT NULL, handle TEXT NOT NULL UNIQUE,
            unit TEXT NOT NULL)
            """,
            """
            CREATE TABLE invitations (digest TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE, expires BIGINT NOT NULL)
            """,
            "CREATE INDEX invitations_of_person ON invitations (person)",
        ])

    /// How people prove who they are, and what they are signed in with.
    private static let accounts = Migration(
        id: "identity-0003-accounts",
        statements: [
            """
            CREATE TABLE passwords (person TEXT NOT NULL PRIMARY KEY REFERENCES people (person) ON DELETE CASCADE,
            hash TEXT NOT NULL, changed BIGINT NOT NULL)
            """,
            """
            CREATE TABLE totps (person TEXT NOT NULL PRIMARY KEY REFERENCES people (person) ON DELETE CASCADE,
            secret TEXT, pending TEXT, last_step BIGINT)
            """,
            """
            CREATE TABLE recovery_codes (person TEXT NOT NULL PRIMARY KEY REFERENCES people (person) ON DELETE CASCADE,
            tags TEXT NOT NULL)
            """,
            """
            CREATE TABLE passkeys (id TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE, label TEXT NOT NULL,
            content TEXT NOT NULL, added BIGINT NOT NULL, used BIGINT)
            """,
            "CREATE INDEX passkeys_of_person ON passkeys (person, id)",
            """
            CREATE TABLE links (identity_key TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE, added BIGINT NOT NULL)
            """,
            "CREATE INDEX links_of_person ON links (person)",
            """
            CREATE TABLE sign_ins (digest TEXT NOT NULL PRIMARY KEY,
            person TEXT REFERENCES people (person) ON DELETE CASCADE, stage TEXT NOT NULL, challenge TEXT,
            challenge_expires BIGINT, expires BIGINT NOT NULL)
            """,
            "CREATE INDEX sign_ins_of_person ON sign_ins (person)",
            """
            CREATE TABLE sessions (digest TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE, begun BIGINT NOT NULL,
            used BIGINT NOT NULL, expires BIGINT NOT NULL, second_factor BIGINT NOT NULL, rotate BIGINT NOT NULL,
            agent TEXT NOT NULL, network TEXT NOT NULL)
            """,
            "CREATE INDEX sessions_of_person ON sessions (person, begun)",
            """
            CREATE TABLE api_keys (digest TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE, label TEXT NOT NULL,
            actions TEXT NOT NULL, units TEXT NOT NULL, made BIGINT NOT NULL, expires BIGINT NOT NULL, used BIGINT)
            """,
            "CREATE INDEX api_keys_of_person ON api_keys (person, id)",
            "CREATE TABLE attempts (name TEXT NOT NULL PRIMARY KEY, forgiven BIGINT NOT NULL)",
            "CREATE INDEX attempts_by_age ON attempts (forgiven)",
        ])

    /// Sign-in at providers, and what a sign-in rests on until its session is opened.
    private static let providers = Migration(
        id: "identity-0004-providers",
        statements: [
            // Another value with every password that is set, the same where only the hash is made anew.
            "ALTER TABLE passwords ADD COLUMN stamp TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE sign_ins ADD COLUMN way TEXT",
            "ALTER TABLE sign_ins ADD COLUMN evidence TEXT",
            "ALTER TABLE sessions ADD COLUMN way TEXT",
            "ALTER TABLE links ADD COLUMN issuer TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE links ADD COLUMN used BIGINT",
            "CREATE UNIQUE INDEX links_of_issuer ON links (person, issuer)",
            """
            CREATE TABLE provider_visits (digest TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, issuer TEXT NOT NULL,
            person TEXT REFERENCES people (person) ON DELETE CASCADE, content TEXT NOT NULL, expires BIGINT NOT NULL)
            """,
            "CREATE INDEX provider_visits_of_person ON provider_visits (person)",
            "CREATE INDEX provider_visits_by_age ON provider_visits (expires)",
        ])

    /// A unit that comes back elsewhere takes along what left with it.
    private static let returning = Migration(id: "identity-0005-returning", statements: [])

    /// When people were last signed in, kept beyond their sessions: lists of people are sorted by it. 0 is never.
    private static let seeing = Migration(
        id: "identity-0006-seeing",
        statements: [
            "ALTER TABLE people ADD COLUMN seen BIGINT NOT NULL DEFAULT 0",
            """
            UPDATE people SET seen = COALESCE(
            (SELECT MAX(sessions.used) FROM sessions WHERE sessions.person = people.person), 0)
            """,
            "CREATE INDEX people_seen ON people (seen, person)",
        ])

    /// When the person of a session last proved that they are who they are.
    private static let proving = Migration(
        id: "identity-0007-proving", statements: ["ALTER TABLE sessions ADD COLUMN proved BIGINT NOT NULL DEFAULT 0"])
}
