import Hummingbird
import Model
import NIOCore
import WebForms

extension Request {
    /// The fields of the address's query.
    ///
    /// - Throws: `Refusal`.
    func query() throws(Refusal) -> FormFields {
        guard let query = uri.query else { return FormFields() }
        do {
            return try FormFields(urlEncoded: Array(query.utf8))
        } catch {
            throw Refusal(.badRequest, Message("server.bad-query"))
        }
    }

    /// The fields of a form without files.
    ///
    /// - Throws: `Refusal`, also where the body is larger than such a form may be.
    func form(_ context: PageContext) async throws -> FormFields {
        guard headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false else {
            throw Refusal(.unsupportedMediaType, Message("server.not-a-form"))
        }
        let bytes = try await bytes(limit: context.maxUploadSize)
        do {
            return try FormFields(urlEncoded: bytes)
        } catch {
            throw Refusal(.badRequest, Message("server.bad-form"))
        }
    }

    /// The whole body.
    ///
    /// - Throws: `Refusal` where it is larger than `limit` bytes.
    func bytes(limit: Int) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw Self.tooLarge(limit) }
        var bytes: [UInt8] = []
        for try await buffer in body {
            guard bytes.count + buffer.readableBytes <= limit else { throw Self.tooLarge(limit) }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    private static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(.contentTooLarge, Message("server.too-large", ["limit": String(limit)]))
    }
}
