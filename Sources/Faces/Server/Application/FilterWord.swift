import HTTPTypes
import Model

/// A filter that takes one of several words: in the address of a page, and in the query of the API.
enum FilterWord {
    /// The word that a filter was given; nil where it was given none.
    ///
    /// - Throws: `Refusal` (400) naming the filter and the words that it takes.
    static func read<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ name: String, _ type: Word.Type = Word.self
    ) throws(Refusal) -> Word? {
        guard let text else { return nil }
        guard let word = Word(rawValue: text) else { throw refusal(name, takes: Word.allCases.map(\.rawValue)) }
        return word
    }

    /// The order that a list is wanted in; nil where none is named.
    ///
    /// - Throws: `Refusal` (400) naming the orders that it has.
    static func order<Column: SortColumn>(
        _ text: String?, _ type: Column.Type = Column.self
    ) throws(Refusal) -> ListOrder<Column>? {
        guard let text else { return nil }
        guard let order = ListOrder<Column>(word: text) else { throw refusal("sort", takes: ListOrder<Column>.words) }
        return order
    }

    /// What is told where a filter was given something else.
    static func refusal(_ name: String, takes accepted: [String]) -> Refusal {
        Refusal(
            .badRequest, Message("server.bad-choice", ["name": name, "accepted": accepted.joined(separator: ", ")]),
            field: name)
    }
}

/// How systems stand, as lists of them are filtered.
enum PostureFilter: String, CaseIterable {
    case held
    case fallsShort = "falls-short"
    case unknown
    /// Never assessed.
    case never
}
