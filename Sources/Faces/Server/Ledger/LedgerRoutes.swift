import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Pages
import Programme
import TransparencyLog
import WebForms

/// The transparency log: its newest checkpoint, receipts, and a check of a receipt.
struct LedgerRoutes {
    let estate: Estate
    private static let uploadLimit = 1 << 20

    func add(to router: Router<PageContext>) {
        router.get("/ledger") { request, context in
            _ = try context.scope(.seeLedger)
            return try await page(request, context)
        }
        router.post("/ledger/verify") { request, context in try await verify(request, context) }
        router.get("/ledger/receipts/:id") { request, context in try await receipt(request, context) }
    }

    private func page(
        _ request: Request, _ context: PageContext, outcome: LedgerView.Outcome? = nil,
        state: FormState = FormState(), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let note = try await estate.journal.checkpoint()
        let verifier = try await estate.journal.verifier()
        let head = note.flatMap { Checkpoint($0.text) }
        let size = head?.size ?? 0
        // The checkpoint was read first: what came since counts as pending, never less than nothing.
        let position = try await estate.journal.position()
        let view = LedgerView(
            origin: verifier.origin, size: Int(clamping: size), pending: Int(clamping: position - min(size, position)),
            checkpoint: note?.description, publicKey: verifier.description, limitBytes: Self.uploadLimit, state: state,
            outcome: outcome)
        return Response.page(view, estate.frame(request, context), status: status)
    }

    private func verify(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.scope(.seeLedger)
        let form = try await request.multipart(context, limit: Self.uploadLimit)
        guard let file = form.files.first(where: { $0.field == "receipt" }), !file.bytes.isEmpty else {
            return try await page(
                request, context, state: FormState(errors: ["receipt": .say("server.receipt-missing")]),
                status: .unprocessableContent)
        }
        do {
            let leaf = try await estate.journal.verify(receipt: Array(file.bytes))
            let signer = try await estate.journal.verifier().origin
            return try await page(
                request, context, outcome: .valid(leaf: Int(clamping: leaf), recorded: nil, signers: [signer]))
        } catch let fault as Fault where fault.message.id.hasPrefix("journal.receipt-") {
            return try await page(
                request, context, outcome: .invalid(.message(fault.message)), status: .unprocessableContent)
        }
    }

    /// The receipt of an event that the visitor may see.
    private func receipt(_ request: Request, _ context: PageContext) async throws -> Response {
        let (id, text) = try await Lookup(estate: estate, context: context).receipt()
        var response = Response.text(text, type: "text/plain; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"receipt-\(id).tlog-proof\""
        return response
    }
}
