import Storage

/// What is told of an account to those who look after people.
public struct AccountState: Sendable, Hashable {
    /// Whether a second factor is set up.
    public let hasSecondFactor: Bool
}

/// How accounts stand, of many people at once.
public struct AccountStates: Sendable {
    private let context: AccountContext

    /// The states.
    public init(_ context: AccountContext) { self.context = context }

    /// The states of the accounts of people, by the people's ids: one statement.
    public func states(of people: [String]) async throws -> [String: AccountState] {
        guard !people.isEmpty else { return [:] }
        return try await context.database.read { transaction in
            var states: [String: AccountState] = [:]
            try transaction.forEachRow(
                of: """
                    SELECT people.person AS person,
                    (SELECT COUNT(*) FROM totps WHERE totps.person = people.person AND totps.secret IS NOT NULL) AS totps,
                    (SELECT COUNT(*) FROM passkeys WHERE passkeys.person = people.person) AS passkeys
                    FROM people WHERE people.person IN \(list: people)
                    """
            ) { row in
                states[row.text("person")] = AccountState(
                    hasSecondFactor: row.integer("totps") + row.integer("passkeys") > 0)
            }
            return states
        }
    }
}
