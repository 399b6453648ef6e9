import CanonicalJSON
import Journal
public import Model
import Storage

/// What has to be known of an estate as a whole before anything in it is read.
public enum EstateMark: String, Sendable, Hashable, CaseIterable {
    /// All of it is made up, to show how the program works; it is no evidence of anything.
    case demonstration
}

extension Programme {
    /// Marks the estate; a mark that it bears already makes no event.
    ///
    /// - Parameter note: what is said with it.
    /// - Throws: `Fault`.
    public func mark(_ mark: EstateMark, note: String, at: Instant, actor: String) async throws {
        guard try await !marks().contains(mark) else { return }
        try await journal.record([
            Event(
                id: ULID(at).description, kind: EventKind.estateMarked.rawValue, subject: MarkTable.subject, at: at,
                actor: actor, body: ["mark": .string(mark.rawValue), "note": .string(note)])
        ])
    }

    /// The marks that the estate bears. A mark is never taken away.
    public func marks() async throws -> Set<EstateMark> { try await database.read { try MarkTable.all($0) } }
}
