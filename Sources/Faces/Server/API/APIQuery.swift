import HTTPTypes
import Hummingbird
import Model
import Programme
import WebForms

/// The query of an API request: every parameter is one that the operation has, is sent once, and has a value of its form.
struct APIQuery {
    /// The names that lists go on by.
    static let paging = ["after", "limit"]
    private static let limits = 1...200
    private static let usualLimit = 50
    /// As many as any moment in microseconds has.
    private static let digits = 18

    private let values: [String: String]

    /// - Throws: `Refusal` (400) naming the parameter.
    init(_ request: Request, _ names: [String]) throws(Refusal) {
        var values: [String: String] = [:]
        for field in try request.query().fields {
            guard names.contains(field.name) else {
                let shown = String(field.name.prefix(64))
                throw Refusal(.badRequest, Message("server.api-no-parameter", ["name": shown]), field: shown)
            }
            guard values.updateValue(field.value, forKey: field.name) == nil, !field.value.isEmpty else {
                throw Self.bad(field.name)
            }
        }
        self.values = values
    }

    /// A text of at most so many characters.
    func text(_ name: String, limit: Int = 64) throws(Refusal) -> String? {
        guard let value = values[name] else { return nil }
        guard value.unicodeScalars.count <= limit else { throw Self.bad(name) }
        return value
    }

    /// One of several words.
    func choice<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(Refusal) -> Word? {
        try FilterWord.read(values[name], name)
    }

    /// The order that the list is wanted in; nil where none is named.
    func order<Column: SortColumn>(_ type: Column.Type = Column.self) throws(Refusal) -> ListOrder<Column>? {
        try FilterWord.order(values["sort"])
    }

    /// Whether something is asked for, by the word `true`.
    func flag(_ name: String) throws(Refusal) -> Bool {
        guard let text = values[name] else { return false }
        guard text == "true" else { throw FilterWord.refusal(name, takes: ["true"]) }
        return true
    }

    /// A whole number, written as it is written back.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int? {
        guard let text = values[name] else { return nil }
        guard let value = Int(text), String(value) == text, range.contains(value) else {
            throw FilterWord.refusal(name, takes: ["\(range.lowerBound)–\(range.upperBound)"])
        }
        return value
    }

    /// The path of a unit that is named by its id; one that no unit has, where there is none of that id: a filter by a
    /// department that may not be seen finds what a filter by no department at all finds.
    func unit(_ name: String, _ references: References) throws(Refusal) -> String? {
        try text(name).map { references.path(orNowhereOf: $0) }
    }

    /// After which row a list begins.
    func after() throws(Refusal) -> Cursor? {
        guard let token = values["after"] else { return nil }
        let digits = token.utf8.drop { $0 == UInt8(ascii: "-") }.prefix { (0x30...0x39).contains($0) }.count
        guard token.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), digits <= Self.digits,
            let cursor = Cursor(token: token), !token.hasPrefix("+")
        else { throw Self.bad("after") }
        return cursor
    }

    /// How many rows are wanted.
    func limit() throws(Refusal) -> Int { try integer("limit", in: Self.limits) ?? Self.usualLimit }

    static func bad(_ name: String) -> Refusal {
        Refusal(.badRequest, Message("server.bad-filter", ["name": name]), field: name)
    }
}
