public import Extraction
public import Model

/// Finds sensitive data in text as it streams past, and keeps where it lies, never the data.
///
/// Memory stays bounded at any input: a window of the text, samples of evidence, and hashes of identifiers.
/// One scanner takes one stream; for several streams make several scanners of the same detectors, and merge them.
public struct DataScanner: TextSink {
    private var tally: Tally
    private var scan: PartScan?
    private var lastPath: [String] = []
    private let set: DetectorSet

    /// A scanner that has seen nothing.
    ///
    /// - Parameters:
    ///   - detectors: what to look for.
    ///   - fingerprint: the keyed fingerprint (HMAC) of a normalised value, in hexadecimal.
    ///   - limits: what is kept.
    public init(
        detectors: DetectorSet, fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String,
        limits: ScanLimits = ScanLimits()
    ) {
        set = detectors
        tally = Tally(detectors, limits, fingerprint)
    }

    /// A part starts; its file's own name is looked at too.
    public mutating func begin(_ part: TextPart) {
        end()
        tally.beginPart()
        if part.path != lastPath {
            if part.path.first != lastPath.first { tally.files += 1 }
            lastPath = part.path
            scanName(part)
        }
        scan = PartScan(set, part)
    }

    /// The next bytes of the part.
    public mutating func append(_ utf8: UnsafeRawBufferPointer) { scan?.feed(utf8, &tally) }

    /// From here on places have this name.
    public mutating func mark(_ name: String) { scan?.mark(name) }

    /// The part is over.
    public mutating func end() {
        guard var last = scan else { return }
        scan = nil
        last.finish(&tally)
        if !last.isWhole { tally.noteNotScanned(last.places.path, Message("discovery.pattern-pass-failed")) }
    }

    /// Something could not be read.
    public mutating func notScanned(path: [String], reason: Message) {
        tally.noteNotScanned(PlaceNames.masked(path.joined(separator: "/")), reason)
    }

    /// Adds what another scanner of the same detectors found. Ends the part under way in this one.
    public mutating func merge(_ other: DataScanner) {
        end()
        var other = other
        other.end()
        tally.merge(other.tally)
    }

    /// Everything found: a `data.inventory` reading, whose facts `InventorySchema` lists.
    public mutating func finish() -> Reading { finishedTally().reading() }

    /// Everything found, as it was counted.
    mutating func finishedTally() -> Tally {
        end()
        return tally
    }

    /// People name files after those whom they are about.
    private mutating func scanName(_ part: TextPart) {
        guard let name = part.path.last else { return }
        let bytes = tally.bytes
        var scan = PartScan(set, TextPart(path: part.path, locator: .mark))
        scan.mark("file name")
        Array(name.utf8).withUnsafeBytes { scan.feed($0, &tally) }
        scan.finish(&tally)
        // The name is no text of the file.
        tally.bytes = bytes
    }
}
