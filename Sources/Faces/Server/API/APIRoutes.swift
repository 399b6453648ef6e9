import HTTPTypes
import Hummingbird

/// The API: a part of the tree of paths a resource, each in its own file.
struct APIRoutes {
    /// Where all of it lies.
    static let base = "/api/v1"

    let estate: Estate

    /// All operations.
    var operations: [APIOperation] {
        DepartmentAPI(estate: estate).operations + SystemAPI(estate: estate).operations
            + AssessmentAPI(estate: estate).operations + FindingAPI(estate: estate).operations
            + FindingActionAPI(estate: estate).operations + ObservationAPI(estate: estate).operations
            + ControlAPI(estate: estate).operations + ResultAPI(estate: estate).operations
            + OverviewAPI(estate: estate).operations + EventAPI(estate: estate).operations
            + LedgerAPI(estate: estate).operations + QueueAPI(estate: estate).operations
            + PeopleAPI(estate: estate).operations + PersonAPI(estate: estate).operations
            + OfficeAPI(estate: estate).operations + JobAPI(estate: estate).operations
            + LookAPI(estate: estate).operations + AgreementAPI(estate: estate).operations
            + SearchAPI(estate: estate).operations + KeyAPI(estate: estate).operations
    }

    /// Adds them, and says of every other method on their paths that it is none of theirs.
    func add(to router: Router<PageContext>) {
        for (path, operations) in Dictionary(grouping: operations, by: \.path) {
            for operation in operations {
                router.on(RouterPath(path), method: operation.method) { request, context in
                    _ = try context.standing()
                    return try await operation.answer(request, context)
                }
            }
            let known = operations.map(\.method)
            let allow = known.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.methods where !known.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Refusal(.methodNotAllowed, headers: [.allow: allow])
                }
            }
        }
    }

    /// The methods of RFC 9110, PATCH (RFC 5789) and QUERY (draft-ietf-httpbis-safe-method-w-body).
    private static let methods =
        [.get, .head, .post, .put, .delete, .patch, .options, .trace, .connect]
        + [HTTPRequest.Method("QUERY")].compactMap(\.self)
}
