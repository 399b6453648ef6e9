public import Model

/// What the export of a body came to.
public struct ExportReport: Sendable, Hashable {
    /// Its folder.
    public let path: String
    /// The unit.
    public let unit: String
    /// How many records of each kind there are.
    public let counts: [ExportKind: Int]
    /// How many leaves of the log its checkpoint covers: what was recorded later is not in it.
    public let size: UInt64

    /// What is said of it.
    public var message: Message {
        func count(_ kind: ExportKind) -> String { String(counts[kind] ?? 0) }
        return Message(
            "handover.exported",
            [
                "folder": path, "unit": unit, "systems": count(.systems), "findings": count(.findings),
                "people": count(.people), "events": count(.events),
            ])
    }
}
