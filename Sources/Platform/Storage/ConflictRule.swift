/// What an insert does with a row whose key is there already.
public enum ConflictRule: Sendable {
    /// It is a fault: `storage.constraint`.
    case refuse
    /// The row that is there stays; the key is the columns of a unique constraint.
    case ignore(key: [StaticString])
    /// The columns that are named take the new values; the key is the columns of a unique constraint.
    case update(key: [StaticString], set: [StaticString])

    /// What stands after the values in an `INSERT`.
    package var clause: String {
        switch self {
        case .refuse: ""
        case .ignore(let key): " ON CONFLICT (\(Self.list(key))) DO NOTHING"
        case .update(let key, let set):
            " ON CONFLICT (\(Self.list(key))) DO UPDATE SET "
                + set.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        }
    }

    package static func list(_ columns: [StaticString]) -> String {
        columns.map(\.description).joined(separator: ", ")
    }
}
