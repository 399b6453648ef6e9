import HTTPTypes
import Hummingbird
import Logging
import Model
import Programme

/// Whether the server runs, whether it can answer, and its figures.
struct HealthRoutes {
    let estate: Estate
    let metrics: Metrics

    func add(to router: Router<PageContext>) {
        router.get("/healthz") { _, _ in Response.text("ok\n", type: "text/plain; charset=utf-8") }
        router.get("/readyz") { _, context in try await ready(context) }
        router.get("/metrics") { _, context in try figures(context) }
        for (path, asset) in estate.assets.byPath {
            router.get(RouterPath(path)) { _, _ in
                var response = Response(
                    status: .ok, headers: [.contentType: asset.type],
                    body: ResponseBody(byteBuffer: .init(bytes: asset.bytes)))
                // Its name changes with its bytes.
                response.headers[.cacheControl] = "public, max-age=31536000, immutable"
                return response
            }
        }
    }

    /// Asks the database: a server that cannot read must not be given visitors.
    private func ready(_ context: PageContext) async throws -> Response {
        do {
            _ = try await estate.programme.system("", .everything)
            return Response.text("ready\n", type: "text/plain; charset=utf-8")
        } catch let fault as Fault {
            context.logger.warning("not ready", metadata: ["fault": "\(fault)"])
            return Response.text("not ready\n", type: "text/plain; charset=utf-8", status: .serviceUnavailable)
        }
    }

    /// For a collector on the same machine alone: figures tell how much there is of what.
    private func figures(_ context: PageContext) throws -> Response {
        guard context.isFromLoopback else { throw Refusal.notFound }
        return Response.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
    }
}

extension PageContext {
    /// Whether the request came from the machine itself.
    var isFromLoopback: Bool {
        guard let address = remoteAddress?.ipAddress else { return false }
        return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }
}
