import CanonicalJSON
import Files
import Model
import Outbound

/// A server that takes assessments in.
struct AssessmentServer: Sendable {
    /// What became of an assessment that was sent.
    enum Delivery: Sendable {
        /// The server has it.
        case taken
        /// It may be taken another time; why not now, and whether others fare the same.
        case later(Fault, othersToo: Bool)
        /// The server will never take it; why.
        case refused(Fault)
    }

    private static let keyLimit = 4096
    private static let answerLimit = 64 << 10
    private static let milliseconds = 120_000

    /// `https://HOST` or `https://HOST:PORT`.
    let url: String
    private let port: UInt16
    private let key: String
    private let rootsFile: String?

    /// A server by its address.
    ///
    /// - Parameters:
    ///   - keyFile: a file that nobody else may read: a key on the command line would be seen by all of the machine.
    ///   - rootsFile: a PEM file; the system's roots where nil.
    /// - Throws: `Fault` (`commands.server-url`, `commands.server-key`, `files.…`).
    init(url: String, keyFile: String, rootsFile: String?) throws(Fault) {
        guard let port = Self.port(of: url) else { throw Fault("commands.server-url", ["value": url]) }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.port = port
        self.rootsFile = rootsFile
        let bytes = try PrivateFile.read(keyFile, limit: Self.keyLimit)
        let text = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }
        guard text.count == 1, let key = text.first, key.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
            throw Fault("commands.server-key", at: SourcePlace(file: keyFile))
        }
        self.key = String(key)
    }

    /// Sends an assessment. It blocks.
    ///
    /// - Parameters:
    ///   - system: the system's id.
    ///   - id: the assessment's id; by it the server knows one that it has already.
    func send(_ assessment: JSONValue, of system: String, id: String) -> Delivery {
        var request = OutboundRequest(
            "\(url)/api/v1/systems/\(system)/assessments", scope: OutboundScope(ports: [port]),
            trust: rootsFile.map { .roots(file: $0) } ?? .system)
        request.milliseconds = Self.milliseconds
        request.bodyBytes = Self.answerLimit
        request.post = OutboundRequest.Post(
            fields: [
                .init("Authorization", "Bearer \(key)"), .init("Content-Type", "application/json"),
                .init("Accept", "application/json"), .init("Idempotency-Key", id),
            ], body: assessment.canonicalBytes)
        do throws(Fault) {
            return Self.delivery(try Outbound.send(request))
        } catch {
            return .later(error, othersToo: true)
        }
    }

    private static func delivery(_ response: OutboundResponse) -> Delivery {
        switch response.status {
        case 200, 201: .taken
        case 400, 409, 413, 415, 422: .refused(fault(response))
        // The system may be entered in the register yet; the others are about other systems.
        case 404: .later(fault(response), othersToo: false)
        default: .later(fault(response), othersToo: true)
        }
    }

    private static func fault(_ response: OutboundResponse) -> Fault {
        let problem = try? JSONValue(parsing: response.body)
        let words = [problem?["detail"]?.text ?? problem?["title"]?.text, problem?["field"]?.text]
        let shown = words.compactMap(\.self).joined(separator: " – ").unicodeScalars
            // What a server says must not steer the terminal.
            .filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }.prefix(400)
        return Fault(
            "commands.server-answered",
            ["status": String(response.status), "detail": String(String.UnicodeScalarView(shown))])
    }

    /// The port of an address that is `https`, a host and nothing more; nil for others.
    private static func port(of url: String) -> UInt16? {
        let scheme = "https://"
        guard url.hasPrefix(scheme) else { return nil }
        var authority = url.dropFirst(scheme.count)
        if authority.hasSuffix("/") { authority = authority.dropLast() }
        guard !authority.isEmpty,
            authority.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && !"/?#@\\".utf8.contains($0) })
        else { return nil }
        let host = authority.hasPrefix("[") ? authority.drop { $0 != "]" } : authority.drop { $0 != ":" }
        let rest = host.first == "]" ? host.dropFirst() : host
        guard rest.first != nil else { return authority.hasPrefix("[") && host.isEmpty ? nil : 443 }
        guard rest.first == ":", authority.first != ":" else { return nil }
        return UInt16(rest.dropFirst()).flatMap { $0 > 0 ? $0 : nil }
    }
}
