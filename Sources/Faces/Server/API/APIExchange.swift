import CanonicalJSON
import HTTPTypes
import Hummingbird
import Model
import Pages
import Programme
import WebForms

// What every operation of the API does with a request and an answer.

extension Request {
    /// The JSON document that the request brings.
    ///
    /// - Throws: `Refusal`: 415 where it is said to be something else, 413 where it is larger than `limit` bytes, 400
    ///   where it is no JSON, 422 where it does not have the shape.
    func json(_ shape: JSONShape, limit: Int = 64 << 10) async throws -> (value: JSONValue, bytes: [UInt8]) {
        let type = headers[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
        guard type == "application/json" else {
            throw Refusal(.unsupportedMediaType, Message("server.api-not-json"))
        }
        let bytes = try await bytes(limit: limit)
        guard let value = try? JSONValue(parsing: bytes, maximumDepth: 32) else {
            throw Refusal(.badRequest, Message("server.bad-json"))
        }
        try shape.check(value)
        return (value, bytes)
    }

    /// Goes on where the client has seen what is there now.
    ///
    /// - Parameter tag: the entity tag of what is there.
    /// - Throws: `Refusal`: 428 where the client does not say what it has seen, 412 where that was something else.
    func requireMatch(_ tag: String) throws(Refusal) {
        guard let header = headers[.ifMatch] else {
            throw Refusal(.preconditionRequired, Message("server.api-if-match"), field: "If-Match")
        }
        guard Self.tags(header).contains(where: { $0 == "*" || $0 == tag }) else {
            throw Refusal(.preconditionFailed, Message("server.api-changed"), field: "If-Match")
        }
    }

    /// The entity tags of a header (RFC 9110, section 13.1); ours hold no comma.
    static func tags(_ header: String) -> [String] {
        header.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    }
}

extension Response {
    /// What is there now of a thing, with its entity tag; 304 without it, where the client has that already.
    static func entity(_ value: JSONValue, for request: Request, status: HTTPResponse.Status = .ok) -> Response {
        tagged(entityTag(of: value), for: request) { .json(value, status: status) }
    }

    /// An answer with an entity tag; 304 without it, where the client has that already.
    static func tagged(_ tag: String, for request: Request, _ answer: () throws -> Response) rethrows -> Response {
        if request.method == .get, let header = request.headers[.ifNoneMatch],
            // Weak tags will do here (RFC 9110, section 13.1.2).
            Request.tags(header).contains(where: { $0 == "*" || $0 == tag || $0 == "W/" + tag })
        {
            return Response(status: .notModified, headers: [.eTag: tag])
        }
        var response = try answer()
        response.headers[.eTag] = tag
        return response
    }

    /// The strong entity tag of a document.
    static func entityTag(of value: JSONValue) -> String {
        "\"\(value.fingerprint)\""
    }

    /// A page of a list, and where the next one is (RFC 8288).
    static func list(_ items: [JSONValue], next: Cursor?, for request: Request) throws(Refusal) -> Response {
        var members: [String: JSONValue] = ["items": .array(items)]
        members["next"] = next.map { .string($0.token) }
        var response = Response.json(.object(members))
        if let next {
            let kept = try request.query().fields.filter { $0.name != "after" }
                .map { (name: $0.name, value: Swift.Optional($0.value)) }
            let url = Paths.query(request.uri.path, kept + [(name: "after", value: next.token)])
            response.headers[linkHeader] = "<\(url)>; rel=\"next\""
        }
        return response
    }

    private static let linkHeader: HTTPField.Name = {
        guard let name = HTTPField.Name("Link") else { preconditionFailure("a valid header name") }
        return name
    }()
}

extension Instant {
    /// As the API writes moments.
    var json: JSONValue { .string(description) }
}
