import HTTPTypes
import Hummingbird

/// One operation of the API: what `Content/api/openapi.yaml` says of it, the server is held to.
struct APIOperation: Sendable {
    /// The method.
    let method: HTTPRequest.Method
    /// The path as the file has it, such as `/api/v1/systems/{id}`.
    let path: String
    /// Answers it.
    let answer: @Sendable (Request, PageContext) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String,
        _ answer: @escaping @Sendable (Request, PageContext) async throws -> Response
    ) {
        self.method = method
        self.path = APIRoutes.base + path
        self.answer = answer
    }
}
