import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import ServiceLifecycle
import WebForms

/// The stream of what changes, as it happens.
struct LiveRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/live") { request, context in try await open(request, context) }
    }

    private func open(_ request: Request, _ context: PageContext) async throws -> Response {
        let standing = try context.standing()
        guard let token = context.visitor.viewer?.token else { throw Refusal(.unauthorized) }
        let fields = try request.query()
        let topics = Set((fields["parts"] ?? "").split(separator: ",").compactMap { LiveTopic(rawValue: String($0)) })
        guard !topics.isEmpty else {
            throw Refusal(.badRequest, Message("server.bad-filter", ["name": "parts"]), field: "parts")
        }
        // A browser that resumes says so in the header, and still asks for the address that the page was made with.
        let last = request.headers[Self.lastEventID].flatMap { UInt64($0) } ?? fields["after"].flatMap { UInt64($0) }
        let stream = try await LiveStream(estate, token, standing, topics, from: last.map { $0 &+ 1 })
        guard let seat = estate.live.listeners.join(standing.person) else {
            throw Refusal(.tooManyRequests, Message("server.too-many-streams"), retrySeconds: 30)
        }
        let body = ResponseBody { writer in
            defer { seat.leave() }
            try await request.body.consumeWithInboundCloseHandler { _ in
                try await withGracefulShutdownHandler {
                    var stream = stream
                    try await stream.run(&writer, seat.wakes)
                } onGracefulShutdown: {
                    seat.leave()
                }
            } onInboundClosed: {
                seat.leave()
            }
            try await writer.finish(nil)
        }
        // A proxy that gathers answers would hold back each event until the next.
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", Self.buffering: "no"], body: body)
    }

    private static let lastEventID = named("Last-Event-ID")
    private static let buffering = named("X-Accel-Buffering")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return field
    }
}

extension Estate {
    /// The stream that a page with live parts listens to. Taken before the page reads, so that it misses nothing.
    func liveURL(_ topics: [LiveTopic]) -> String {
        let after = live.next.flatMap { $0 > 0 ? String($0 - 1) : nil }
        return Paths.query(
            Paths.live, [("parts", topics.map(\.rawValue).joined(separator: ",")), ("after", after)])
    }
}
