import Model

/// What the ids of all that an overlay adds begin with.
///
/// It holds no hyphen, so that what stands before the first hyphen of an id says whose it is.
struct OverlayNamespace: Sendable, Hashable {
    let text: String

    private static let lengths = 2...32
    private static let longestID = 64

    /// Lower-case letters and digits, a letter first.
    init?(_ text: String) {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), Self.lengths.contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }

    /// What ids of controls begin with: those are written in capitals.
    var controlPrefix: String { text.uppercased() + "-" }
    /// What ids of rules and detectors begin with.
    var prefix: String { text + "-" }

    /// Whether an id is one that the overlay may give: its prefix, then letters, digits and hyphens.
    static func permits(_ id: String, prefix: String) -> Bool {
        let rest = id.utf8.dropFirst(prefix.utf8.count)
        let letters: ClosedRange<UInt8> = prefix.utf8.first.map { $0 < 0x61 } ?? false ? 0x41...0x5A : 0x61...0x7A
        return id.hasPrefix(prefix) && !rest.isEmpty && id.utf8.count <= longestID
            && rest.allSatisfy { letters.contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// Whether an id of the centre begins like one of this namespace.
    func takes(_ id: String) -> Bool { id.lowercased().hasPrefix(prefix) }
}
