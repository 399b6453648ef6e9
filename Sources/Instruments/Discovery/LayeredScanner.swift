import CanonicalJSON
public import Extraction
public import Model

/// Looks at one text with the centre's detectors, and beside them with those of overlays.
///
/// Each set has a scanner of its own: whatever an overlay looks for, the centre's detectors find what they find without it.
public struct LayeredScanner: TextSink {
    private var centre: DataScanner
    private var added: [DataScanner]
    private let namespaces: [String]

    /// A scanner that has seen nothing.
    ///
    /// - Parameters:
    ///   - centre: the centre's detectors.
    ///   - overlays: the detectors of each overlay.
    ///   - fingerprint: the keyed fingerprint (HMAC) of a normalised value, in hexadecimal.
    public init(
        centre: DetectorSet, overlays: [DetectorSet],
        fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String
    ) {
        self.centre = DataScanner(detectors: centre, fingerprint: fingerprint)
        let looking = overlays.filter { !$0.detectors.isEmpty }
        added = looking.map { DataScanner(detectors: $0, fingerprint: fingerprint) }
        namespaces = looking.compactMap(\.namespace)
    }

    /// A part starts.
    public mutating func begin(_ part: TextPart) {
        centre.begin(part)
        for index in added.indices { added[index].begin(part) }
    }

    /// The next bytes of the part.
    public mutating func append(_ utf8: UnsafeRawBufferPointer) {
        centre.append(utf8)
        for index in added.indices { added[index].append(utf8) }
    }

    /// From here on places have this name.
    public mutating func mark(_ name: String) {
        centre.mark(name)
        for index in added.indices { added[index].mark(name) }
    }

    /// The part is over.
    public mutating func end() {
        centre.end()
        for index in added.indices { added[index].end() }
    }

    /// Something could not be read; the centre's scanner notes it for all.
    public mutating func notScanned(path: [String], reason: Message) { centre.notScanned(path: path, reason: reason) }

    /// Everything found: a `data.inventory` reading. Where overlays looked too, what the centre's detectors found alone stands
    /// beside it (`Reading.centreFacts`).
    public mutating func finish() -> Reading {
        let own = centre.finishedTally()
        guard !added.isEmpty else { return own.reading() }
        var others: [Tally] = []
        for index in added.indices { others.append(added[index].finishedTally()) }
        var joined = own.reading(adding: others)
        joined.facts["data.overlays"] = .strings(namespaces.sorted())
        return joined.adding(to: own.reading())
    }
}
