import Hummingbird
import Model
import Pages
import Programme
import WebForms

/// The part of a query that says where a list goes on.
struct Paging {
    /// How many rows a page has.
    static let size = 25

    private let request: Request
    private let fields: FormFields
    /// After which row the page begins.
    let after: Cursor?

    /// - Throws: `Refusal` where the place cannot be read.
    init(_ request: Request, _ fields: FormFields) throws(Refusal) {
        self.request = request
        self.fields = fields
        guard let token = fields["after"] else {
            after = nil
            return
        }
        guard let cursor = Cursor(token: token) else { throw Refusal(.badRequest, Message("server.bad-cursor")) }
        after = cursor
    }

    /// The links to the pages before and after; a list goes forward, and back to its beginning.
    func links(_ next: Cursor?, total: Int? = nil) -> PageLinks {
        PageLinks(
            previous: after == nil ? nil : url(nil), next: next.map { url($0) }, total: total)
    }

    /// By what the list is sorted, and where it is in each order that it can be in: from its beginning, with all else that
    /// its address says. A column that it is not sorted by begins in its own way.
    func sorting<Column: SortColumn>(_ order: ListOrder<Column>?) -> Sorting {
        let kept = fields.fields.filter { $0.name != "after" && $0.name != "sort" }
            .map { (name: $0.name, value: Swift.Optional($0.value)) }
        let urls = Column.allCases.map { column in
            let next = order?.column == column ? order?.reversed : ListOrder(column)
            return (column.rawValue, Paths.query(request.uri.path, kept + [(name: "sort", value: next?.word)]))
        }
        return Sorting(
            column: order?.column.rawValue ?? "", isDescending: order?.isDescending ?? false,
            urls: Dictionary(uniqueKeysWithValues: urls))
    }

    private func url(_ cursor: Cursor?) -> String {
        let kept = fields.fields.filter { $0.name != "after" }.map { (name: $0.name, value: Swift.Optional($0.value)) }
        return Paths.query(request.uri.path, kept + [(name: "after", value: cursor?.token)])
    }
}
