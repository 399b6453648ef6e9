import HTTPTypes
import Model

/// A request that is answered with an error, and what the page or the problem document says.
struct Refusal: Error, Sendable {
    /// The status.
    let status: HTTPResponse.Status
    /// What is wrong, for the one who asked; nil where the status says all.
    let detail: Message?
    /// The field that is wrong, where it is one.
    let field: String?
    /// When to try again.
    let retrySeconds: Int?
    /// What the answer has to say in its header.
    let headers: HTTPFields

    init(
        _ status: HTTPResponse.Status, _ detail: Message? = nil, field: String? = nil, retrySeconds: Int? = nil,
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.detail = detail
        self.field = field
        self.retrySeconds = retrySeconds
        self.headers = headers
    }

    /// There is no such thing, or not for this visitor: the two must not be told apart.
    static let notFound = Refusal(.notFound)

    /// What no visitor can mend: it is logged, and not told.
    private static let ofTheHouse = ["storage.", "journal.", "files.", "sealing.", "secrets."]

    /// What a fault of the house is to a visitor.
    init(_ fault: Fault) {
        switch fault.message.id {
        case "storage.busy", "storage.unavailable", "storage.full", "storage.read-only", "journal.busy",
            "credentials.busy":
            self.init(.serviceUnavailable, fault.message, retrySeconds: 10)
        case "programme.unreadable-event", "credentials.hashing-failed":
            self.init(.internalServerError)
        // What was asked for fits no person in that state: somebody else was quicker, or it was asked for twice.
        case "identity.person-disabled", "identity.person-not-disabled": self.init(.conflict, fault.message)
        case "programme.bad-cursor": self.init(.badRequest, Message("server.bad-cursor"), field: "after")
        case let id where Self.ofTheHouse.contains { id.hasPrefix($0) }:
            self.init(.internalServerError)
        default: self.init(.badRequest, fault.message)
        }
    }
}
