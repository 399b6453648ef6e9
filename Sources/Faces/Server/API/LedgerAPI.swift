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
            APIOperation(.get, "/ledger/receipts/{id}", receipt),
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
        let scope = try context.scope(.seeLedger)
        _ = try APIQuery(request, [])
        let id = try context.parameters.require("id")
        guard try await estate.journal.entry(id) != nil else { throw Refusal.notFound }
        let (proof, event) = try await estate.journal.receipt(of: id)
        guard let subject = event["subject"]?.text, try await estate.programme.system(subject, scope) != nil else {
            throw Refusal.notFound
        }
        return Response.text(proof.text, type: "text/plain; charset=utf-8")
    }
}
