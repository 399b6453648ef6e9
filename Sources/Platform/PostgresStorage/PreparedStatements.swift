import CLibPQ
import Storage

/// A statement that the server knows, or is about to know, by a name.
final class PreparedStatement {
    enum State {
        case unknown, sent, ready
    }

    let name: String
    let text: String
    /// The types of its parameters, as they were given when it was prepared.
    let types: [Oid]
    var state = State.unknown
    var decoder: ResultDecoder?
    fileprivate(set) var lastUse: UInt64 = 0

    fileprivate init(name: String, text: String, types: [Oid]) {
        self.name = name
        self.text = text
        self.types = types
    }

    /// Whether values can be sent for its parameters: null for any, any for one whose type the server inferred.
    fileprivate func takes(_ values: [SQLValue]) -> Bool {
        zip(values, types).allSatisfy { value, type in
            value == .null || type == ParameterArena.TypeID.unknown || type == ParameterArena.type(of: value)
        }
    }
}

/// The statements of one connection by their neutral text, the least lately used forgotten where there are too many.
struct PreparedStatements {
    private let limit: Int
    private var byText: [String: [PreparedStatement]] = [:]
    private var count = 0
    private var clock: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    /// The statement for a text and its values.
    ///
    /// - Returns: it, and one that was forgotten for it.
    mutating func statement(for sql: SQL) -> (PreparedStatement, forgotten: PreparedStatement?) {
        clock += 1
        if let known = byText[sql.text]?.first(where: { $0.takes(sql.values) }) {
            known.lastUse = clock
            return (known, nil)
        }
        let forgotten = count >= limit ? forget() : nil
        let new = PreparedStatement(
            name: "s\(clock)", text: sql.text(for: .postgres), types: sql.values.map(ParameterArena.type))
        new.lastUse = clock
        byText[sql.text, default: []].append(new)
        count += 1
        return (new, forgotten)
    }

    private mutating func forget() -> PreparedStatement? {
        var oldest: (text: String, statement: PreparedStatement)?
        for (text, statements) in byText {
            for statement in statements where statement.lastUse < oldest?.statement.lastUse ?? .max {
                oldest = (text, statement)
            }
        }
        guard let oldest else { return nil }
        byText[oldest.text]?.removeAll { $0 === oldest.statement }
        if byText[oldest.text]?.isEmpty == true { byText[oldest.text] = nil }
        count -= 1
        return oldest.statement
    }
}
