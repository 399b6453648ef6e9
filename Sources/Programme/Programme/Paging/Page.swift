import BaseEncoding
import Model

/// Some rows of a list, and where the next ones begin.
public struct Page<Row: Sendable>: Sendable {
    /// The rows.
    public let rows: [Row]
    /// What to ask for next; nil on the last page.
    public let next: Cursor?

    init(rows: [Row], next: Cursor?) {
        self.rows = rows
        self.next = next
    }

    /// A page of at most `limit` of the rows: one more than that shows that there are others.
    init(_ rows: [Row], limit: Int, cursor: (Row) -> Cursor) {
        self.rows = Array(rows.prefix(limit))
        next = rows.count > limit ? self.rows.last.map(cursor) : nil
    }
}

/// A place in a list by the keys of the row before it, so that a page costs the same wherever it is.
public struct Cursor: Sendable, Hashable {
    /// The first key of the order.
    public enum Key: Sendable, Hashable {
        case number(Int64)
        case text(String)
    }

    /// The first key of the order; 0 where the id is the only one.
    public let key: Key
    /// The key that no two rows share.
    public let id: String

    /// The place after a row.
    public init(number: Int64 = 0, id: String) {
        key = .number(number)
        self.id = id
    }

    /// The place after a row in an order by a text.
    public init(text: String, id: String) {
        key = .text(text)
        self.id = id
    }

    /// The first key as a number.
    ///
    /// - Throws: `Fault` (`programme.bad-cursor`) where it is a text: the place is one of another order.
    public var number: Int64 {
        get throws(Fault) {
            guard case .number(let number) = key else { throw Self.fault }
            return number
        }
    }

    /// The first key as a text.
    ///
    /// - Throws: `Fault` (`programme.bad-cursor`) where it is a number.
    public var text: String {
        get throws(Fault) {
            guard case .text(let text) = key else { throw Self.fault }
            return text
        }
    }

    /// That a place cannot be read, or is one of another order.
    static var fault: Fault { Fault("programme.bad-cursor") }

    /// `NUMBER.ID`, or `~TEXT.ID` with the text in base64url, for an address.
    public var token: String {
        switch key {
        case .number(let number): "\(number).\(id)"
        case .text(let text): "~\(Base64.url.encode(text.utf8)).\(id)"
        }
    }

    /// The most bytes of a token: a text of 80 letters, and an id.
    private static let limit = 600

    /// Reads a token; nil where it is none.
    public init?(token: String) {
        guard token.utf8.count <= Self.limit, let dot = token.firstIndex(of: "."), dot < token.indices.last ?? dot
        else { return nil }
        let id = String(token[token.index(after: dot)...])
        if token.hasPrefix("~") {
            guard let bytes = Base64.url.decode(token[..<dot].utf8.dropFirst()), !bytes.contains(0),
                let text = String(validating: bytes, as: UTF8.self)
            else { return nil }
            self.init(text: text, id: id)
        } else {
            guard let number = Int64(token[..<dot]) else { return nil }
            self.init(number: number, id: id)
        }
    }
}
