import Credentials
import Dispatch
import Model
import Outbound
import Synchronization

/// Calls to providers over `Outbound`, which blocks: each on a thread of its own, so many at once and no more.
final class ProviderCalls: Sendable {
    private static let limit = 16
    private static let milliseconds = 5_000

    private let underWay = Mutex(0)
    private let queue = DispatchQueue(label: "seawall.providers", attributes: .concurrent)

    /// Sends to a provider: no redirect is followed, and what is longer than it may be is cut off one byte later, so
    /// that its reader refuses it.
    ///
    /// - Parameter roots: a file of PEM roots; the system's where nil.
    /// - Throws: `Fault` (`credentials.busy`, `outbound.…`).
    func send(_ exchange: OpenIDExchange, roots: String?) async throws(Fault) -> OpenIDAnswer {
        let request = try Self.request(exchange, roots)
        let isFree = underWay.withLock { count in
            guard count < Self.limit else { return false }
            count += 1
            return true
        }
        guard isFree else { throw Fault("credentials.busy") }
        let result: Result<OutboundResponse, Fault> = await withCheckedContinuation { continuation in
            queue.async { [self] in
                let result = Result { () throws(Fault) in try Outbound.send(request) }
                underWay.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
        let response = try result.get()
        return OpenIDAnswer(status: response.status, body: response.body)
    }

    private static func request(_ exchange: OpenIDExchange, _ roots: String?) throws(Fault) -> OutboundRequest {
        guard let address = WebAddress(exchange.address), let port = address.port else {
            throw Fault("outbound.bad-url", ["url": exchange.address])
        }
        var request = OutboundRequest(
            exchange.address, scope: address.isPlain ? .loopback(ports: [port]) : OutboundScope(ports: [port]),
            trust: roots.map { .roots(file: $0) } ?? .system)
        request.milliseconds = milliseconds
        request.bodyBytes = exchange.limit + 1
        if let form = exchange.form {
            var fields = [
                OutboundRequest.Post.Field("Content-Type", "application/x-www-form-urlencoded"),
                OutboundRequest.Post.Field("Accept", "application/json"),
            ]
            if let authorization = exchange.authorization {
                fields.append(OutboundRequest.Post.Field("Authorization", authorization))
            }
            request.post = OutboundRequest.Post(fields: fields, body: Array(form.utf8))
        }
        return request
    }
}
