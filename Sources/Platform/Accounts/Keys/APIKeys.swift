import CanonicalJSON
public import Credentials
public import Identity
public import Model
import Storage

/// Keys by which programs act for a person, within what the person may do.
public struct APIKeys: Sendable {
    private static let labelLimit = 100
    /// How many microseconds may pass before a use is written down.
    private static let useInterval: Int64 = 60_000_000

    private let context: AccountContext

    /// The keys.
    public init(_ context: AccountContext) { self.context = context }

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - standing: what its owner may do now.
    ///   - actions: what it may be used for.
    ///   - units: the ids of the units, with all below, that it may be used on.
    ///   - lifetime: for how many seconds.
    /// - Returns: the key, to be shown once, and what is listed of it.
    /// - Throws: `Fault` (`accounts.bad-label`, `accounts.empty-scope`, `accounts.key-beyond-owner`, `identity.no-unit`,
    ///   `credentials.token-lifetime`).
    public func make(
        for standing: Standing, label: String, actions: Set<Action>, units: Set<String>, lifetime: Int64,
        at instant: Instant
    ) async throws -> (key: APIKey, listed: ListedKey) {
        guard (1...Self.labelLimit).contains(label.utf8.count) else {
            throw Fault("accounts.bad-label", ["limit": String(Self.labelLimit)])
        }
        guard !actions.isEmpty, !units.isEmpty else { throw Fault("accounts.empty-scope") }
        var generator = SystemRandomNumberGenerator()
        let key = APIKey(using: &generator)
        let grant = try TokenGrant(key, scope: Set(actions.map(\.rawValue)), lifetime: lifetime, at: instant)
        let listed = ListedKey(
            id: ULID(instant).description, person: standing.person, label: label, actions: actions, units: units,
            made: instant, expires: grant.expires, used: nil)
        try await context.database.write { transaction in
            let paths = try Self.paths(units, transaction)
            for unit in units.sorted() {
                guard let path = paths[unit] else { throw Fault("identity.no-unit", ["unit": unit]) }
                for action in actions.sorted(by: { $0.rawValue < $1.rawValue }) {
                    guard standing.visibility(for: action, at: instant).within([path]).isEmpty else { continue }
                    throw Fault("accounts.key-beyond-owner", ["action": action.rawValue, "unit": unit])
                }
            }
            try transaction.execute(
                """
                INSERT INTO api_keys (digest, id, person, label, actions, units, made, expires, used)
                VALUES (\(key.digest.description), \(listed.id), \(listed.person), \(label),
                \(JSONValue.strings(actions.map(\.rawValue).sorted()).canonical),
                \(JSONValue.strings(units.sorted()).canonical), \(instant.microseconds),
                \(listed.expires.microseconds), NULL)
                """)
        }
        context.log(
            SecurityEvent(.apiKeyMade, isSuccess: true, at: instant, person: standing.person, key: listed.id))
        return (key, listed)
    }

    /// What a program may do that bears a key: four statements, and once a minute one that writes the use down.
    ///
    /// - Parameter client: where it was shown, for the log.
    /// - Returns: nil where there is no such key, or it has expired.
    public func standing(
        _ key: APIKey, from client: Client? = nil, at instant: Instant
    ) async throws -> (listed: ListedKey, standing: Standing)? {
        let digest = key.digest.description
        let found = try await context.database.read { transaction -> (ListedKey, Standing)? in
            guard let row = try transaction.rows("\(Self.query) WHERE digest = \(digest)").first else { return nil }
            let listed = try Self.listed(row)
            guard instant < listed.expires else { return nil }
            let paths = try Self.paths(listed.units, transaction)
            let scope = Standing.Scope(actions: listed.actions, units: paths.values.sorted())
            return (listed, try Standing(of: listed.person, transaction).confined(to: scope))
        }
        guard let found else {
            noteRefusal("not-good", from: client, at: instant)
            return nil
        }
        if found.0.used.map({ instant.microseconds - $0.microseconds >= Self.useInterval }) ?? true {
            try await context.database.write { transaction in
                try transaction.execute("UPDATE api_keys SET used = \(instant.microseconds) WHERE digest = \(digest)")
            }
            context.log(
                SecurityEvent(
                    .apiKeyUsed, isSuccess: true, at: instant, person: found.0.person,
                    source: client?.fingerprint(context.seal), key: found.0.id))
        }
        return found
    }

    /// Tells monitoring that something was shown as a key that does not let in.
    ///
    /// - Parameter reason: in one word.
    public func noteRefusal(_ reason: String, from client: Client?, at instant: Instant) {
        context.log(
            SecurityEvent(
                .apiKeyUsed, isSuccess: false, at: instant, source: client?.fingerprint(context.seal), detail: reason))
    }

    /// The keys of a person, the oldest first; expired ones too.
    public func all(of person: String) async throws -> [ListedKey] {
        try await context.database.read { transaction in
            try transaction.rows("\(Self.query) WHERE person = \(person) ORDER BY id").map(Self.listed)
        }
    }

    /// Revokes a key of a person; nothing happens where there is none of that id.
    public func revoke(_ id: String, of person: String, at instant: Instant) async throws {
        let isGone = try await context.database.write { transaction in
            try transaction.rows(
                "DELETE FROM api_keys WHERE id = \(id) AND person = \(person) RETURNING id"
            ).isEmpty == false
        }
        if isGone { context.log(SecurityEvent(.apiKeyRevoked, isSuccess: true, at: instant, person: person, key: id)) }
    }

    private static let query: SQL =
        "SELECT id, person, label, actions, units, made, expires, used FROM api_keys"

    private static func listed(_ row: Row) throws -> ListedKey {
        func texts(_ column: String) throws -> [String] {
            guard let elements = (try? JSONValue(parsing: row.text(column)))?.elements else {
                throw Fault("storage.corrupt")
            }
            return elements.compactMap(\.text)
        }
        return ListedKey(
            id: row.text("id"), person: row.text("person"), label: row.text("label"),
            actions: Set(try texts("actions").compactMap(Action.init)), units: Set(try texts("units")),
            made: Instant(microseconds: row.integer("made")), expires: Instant(microseconds: row.integer("expires")),
            used: row.integerIfAny("used").map { Instant(microseconds: $0) })
    }

    /// The paths of the units that have not left.
    private static func paths(_ units: Set<String>, _ transaction: any Transaction) throws -> [String: UnitPath] {
        var paths: [String: UnitPath] = [:]
        try transaction.forEachRow(
            of: "SELECT id, path FROM units WHERE left_at IS NULL AND id IN \(list: units.sorted())"
        ) { row in
            paths[row.text("id")] = UnitPath(row.text("path"))
        }
        return paths
    }
}
