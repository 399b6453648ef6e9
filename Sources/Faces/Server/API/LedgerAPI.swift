import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Programme
import TransparencyLog

/// `/ledger`: the newest signed checkpoint, and receipts of what the key sees.
struct LedgerAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/ledger/checkpoint", checkpoint),
            APIOperation(.get, "/ledger/receipts/{id}", receipt), APIOperation(.post, "/ledger/verify", verify),
        ]
    }

    private func checkpoint(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.scope(.seeLedger)
        _ = try APIQuery(request, [])
        guard let note = try await estate.journal.checkpoint(), let head = Checkpoint(note.text) else {
            throw Refusal.notFound
        }
        let verifier = try await estate.journal.verifier()
        return Response.json([
            "origin": .string(verifier.origin), "size": .integer(Int64(clamping: head.size)),
            "checkpoint": .string(note.description), "publicKeys": .string(verifier.description),
        ])
    }

    private func receipt(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let text = try await Lookup(estate: estate, context: context).receipt().text
        return Response.text(text, type: "text/plain; charset=utf-8")
    }

    /// Checks a receipt against what this log holds at its place. That it does not hold is an answer, and no error.
    private func verify(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        _ = try context.scope(.seeLedger)
        let body = try await request.json(Self.shape, limit: Self.bodyLimit).value
        do {
            let leaf = try await estate.journal.verify(receipt: Array((body["receipt"]?.text ?? "").utf8))
            let origin = try await estate.journal.verifier().origin
            return Response.json([
                "holds": true, "leaf": .integer(Int64(clamping: leaf)), "origin": .string(origin),
            ])
        } catch let fault as Fault where fault.message.id.hasPrefix("journal.receipt-") {
            return Response.json(["holds": false, "problem": fault.message.json])
        }
    }

    /// Room for the longest receipt with all its signs escaped.
    private static let bodyLimit = 1 << 20
    private static let shape = JSONShape.record([.init("receipt", .text(1...100_000))])
}
