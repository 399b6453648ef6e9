import BaseEncoding
import Journal
import Model
import Pages

extension Estate {
    /// What proves an event; nil where there is no such event.
    func proof(of id: String) async throws -> Proof? {
        guard let entry = try await journal.entry(id) else { return nil }
        return Proof(
            state: entry.isLogged ? .logged : .pending, id: id, leaf: Int(clamping: entry.sequence),
            treeSize: Int(clamping: entry.treeSize), commitment: Hexadecimal.encode(entry.commitment),
            signers: [entry.origin])
    }
}
