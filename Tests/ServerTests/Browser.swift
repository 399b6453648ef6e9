import CanonicalJSON
import HTTPTypes
import Hummingbird
import Logging
import Model
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import Server

/// What a browser does for a person: keeps cookies, fills in forms.
final class Browser: Sendable {
    private let fixture: ServerFixture
    private let cookies = Mutex<[String: String]>([:])

    init(_ fixture: ServerFixture) { self.fixture = fixture }

    /// An answer.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: String

        var location: String? { headers[.location] }
        /// Where the browser goes on to by itself.
        var refresh: String? {
            guard let value = headers.first(where: { $0.name.canonicalName == "refresh" })?.value,
                value.hasPrefix("0; url=")
            else { return nil }
            return String(value.dropFirst("0; url=".count))
        }

        /// What stands between two texts, the first time.
        func text(between start: String, and end: String) -> String? {
            guard let from = body.firstRange(of: start)?.upperBound,
                let to = body[from...].firstRange(of: end)?.lowerBound
            else { return nil }
            return String(body[from..<to])
        }

        /// The token of the forms on a page.
        var csrf: String? { text(between: "name=\"csrf\" value=\"", and: "\"") }
        /// The first code block on a page.
        var code: String? {
            text(between: "<pre", and: "</pre>").flatMap { $0.split(separator: ">").last.map(String.init) }?
                .split(separator: "<").first.map(String.init)
        }
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers)
    }

    /// Sends a form as the page holds it that it stands on.
    func post(_ path: String, _ fields: [String: String], on page: Answer) async throws -> Answer {
        try await post(path, fields.merging(["csrf": try #require(page.csrf)]) { $1 })
    }

    func post(_ path: String, _ fields: [String: String], headers: HTTPFields = [:]) async throws -> Answer {
        let body = fields.map { "\(Self.encode($0.key))=\(Self.encode($0.value))" }.joined(separator: "&")
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await send(.post, path, headers: headers, body: Array(body.utf8))
    }

    /// Sends JSON as a page's script does.
    func script(_ path: String, _ value: JSONValue, on page: Answer) async throws -> Answer {
        let token = try #require(page.csrf ?? page.text(between: "data-csrf=\"", and: "\""))
        return try await send(
            .post, path,
            headers: [.contentType: "application/json", try #require(.init("X-CSRF-Token")): token],
            body: value.canonicalBytes)
    }

    /// What the browser keeps under a name.
    func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }

    func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8] = [],
        host: String = "localhost:8443"
    ) async throws -> Answer {
        var headers = headers
        let kept = cookies.withLock { $0 }
        if !kept.isEmpty {
            headers[.cookie] = kept.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "https", authority: host, path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        var logger = Self.quiet
        logger[metadataKey: "hb.request.id"] = "test"
        let context = PageContext(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger))
        let response = try await fixture.responder.respond(to: request, context: context)
        let sink = Sink()
        try await response.body.write(sink)
        for cookie in response.headers[values: .setCookie] { keep(cookie) }
        return Answer(
            status: response.status.code, headers: response.headers,
            body: String(decoding: sink.bytes.withLock { $0 }, as: UTF8.self))
    }

    /// A logger that says nothing.
    static var quiet: Logger {
        Logger(label: "test") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .critical
            return handler
        }
    }

    private func keep(_ line: String) {
        let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1).map(String.init)
        cookies.withLock { cookies in
            if line.contains("Max-Age=0") || pair.count < 2 {
                cookies[pair[0]] = nil
            } else {
                cookies[pair[0]] = pair[1]
            }
        }
    }

    static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    private final class Sink: ResponseBodyWriter, Sendable {
        let bytes = Mutex<[UInt8]>([])
        func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += buffer.readableBytesView } }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
