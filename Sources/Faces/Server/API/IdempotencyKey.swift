import BaseEncoding
import Crypto
import HTTPTypes
import Hummingbird
import Identity
import Model
import Work

/// A word of the client's own, under which it sends a request again where it got no answer.
struct IdempotencyKey {
    private let estate: Estate
    private let key: String?
    private let person: String
    private let digest: String
    private let now: Instant

    /// - Parameters:
    ///   - place: what the request is about, besides what its body says.
    ///   - bytes: the body.
    /// - Throws: `Refusal` (400) where the header holds none.
    init(_ request: Request, about place: String, _ bytes: [UInt8], _ estate: Estate, _ context: PageContext) throws {
        key = try Self.key(request)
        self.estate = estate
        person = try context.standing().person
        digest = Hexadecimal.encode(Array(SHA256.hash(data: Array("\(place)\n".utf8) + bytes)))
        now = context.now
    }

    /// Whether the same request was answered under the key.
    ///
    /// - Throws: `Refusal` (422) where it was another one.
    func isRepeated() async throws -> Bool {
        guard let key else { return false }
        switch try await estate.requests.answered(key, of: person, digest: digest, at: now) {
        case .new: return false
        case .same: return true
        case .other:
            throw Refusal(.unprocessableContent, Message("server.api-key-reused"), field: Self.header.rawName)
        }
    }

    /// Remembers that the request was answered.
    func note() async throws {
        guard let key else { return }
        try await estate.requests.note(key, of: person, digest: digest, at: now)
    }

    private static func key(_ request: Request) throws(Refusal) -> String? {
        guard let key = request.headers[header] else { return nil }
        let isPlain = key.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
        guard (1...128).contains(key.utf8.count), isPlain else {
            throw Refusal(.badRequest, Message("server.bad-filter", ["name": header.rawName]), field: header.rawName)
        }
        return key
    }

    private static let header: HTTPField.Name = {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("a valid header name") }
        return name
    }()
}
