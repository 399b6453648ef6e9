import CanonicalJSON
import HTTPTypes
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

    /// The fields of a form without files, which the visitor was shown by this server.
    ///
    /// - Throws: `Refusal`, also where the body is larger than such a form may be, or does not bring the form's token.
    func form(_ context: PageContext) async throws -> FormFields {
        guard headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false else {
            throw Refusal(.unsupportedMediaType, Message("server.not-a-form"))
        }
        let bytes = try await bytes(limit: context.maxUploadSize)
        let fields: FormFields
        do {
            fields = try FormFields(urlEncoded: bytes)
        } catch {
            throw Refusal(.badRequest, Message("server.bad-form"))
        }
        try context.check(fields["csrf"])
        return fields
    }

    /// A form with files, which the visitor was shown by this server.
    ///
    /// - Throws: `Refusal`, likewise.
    func multipart(_ context: PageContext, limit: Int) async throws -> MultipartForm {
        let bytes = try await bytes(limit: limit)
        let form: MultipartForm
        do {
            form = try MultipartForm(bytes, contentType: headers[.contentType] ?? "")
        } catch {
            throw Refusal(.badRequest, Message("server.bad-form"))
        }
        try context.check(form.fields["csrf"])
        return form
    }

    /// A JSON document that a page's script sent, with the form's token in the header `X-CSRF-Token`.
    ///
    /// - Throws: `Refusal`.
    func script(_ context: PageContext) async throws -> JSONValue {
        try context.check(headers[Self.tokenHeader])
        let bytes = try await bytes(limit: context.maxUploadSize)
        guard let value = try? JSONValue(parsing: bytes) else {
            throw Refusal(.badRequest, Message("server.bad-json"))
        }
        return value
    }

    private static let tokenHeader: HTTPField.Name = {
        guard let name = HTTPField.Name("X-CSRF-Token") else { preconditionFailure("a valid header name") }
        return name
    }()

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
