public import Extraction
public import Model
import PatternEngine

/// Finds sensitive values in text as an extractor hands it on, in bounded memory.
public struct DataScanner: TextSink {
    /// Text is scanned in blocks of this size; a value cut at a block's end is seen whole in the overlap.
    private static let block = 256 << 10
    private static let overlap = 4 << 10

    private let detectors: DetectorSet
    private let fingerprint: @Sendable (UnsafeRawBufferPointer) -> String
    private var findings: Findings
    private var place: PartPlace?
    private var buffer: [UInt8] = []
    /// Bytes at the buffer's start that an earlier scan has seen.
    private var seen = 0
    private var hits: [PatternHit] = []

    /// A scanner.
    ///
    /// - Parameter fingerprint: the keyed fingerprint of a normalised value, in hexadecimal.
    public init(detectors: DetectorSet, fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String) {
        self.detectors = detectors
        self.fingerprint = fingerprint
        findings = Findings(detectors)
    }

    public mutating func begin(_ part: TextPart) {
        place = PartPlace(part)
        buffer.removeAll(keepingCapacity: true)
        seen = 0
        if let name = part.path.first { findings.sawFile(name) }
    }

    public mutating func append(_ utf8: UnsafeRawBufferPointer) {
        findings.bytes += Int64(utf8.count)
        var rest = utf8[...]
        while !rest.isEmpty {
            let room = Self.block - buffer.count
            buffer.append(contentsOf: rest.prefix(room))
            rest = rest.dropFirst(room)
            if buffer.count >= Self.block { flush(final: false) }
        }
    }

    public mutating func mark(_ name: String) {
        flush(final: true)
        place?.mark = name
    }

    public mutating func end() {
        flush(final: true)
        place = nil
    }

    public mutating func notScanned(path: [String], reason: Message) { findings.couldNotScan(path, reason) }

    /// What was found.
    public func finish() -> Reading { findings.reading() }

    /// Scans the buffer and keeps its end for the next block, where one follows.
    private mutating func flush(final: Bool) {
        guard !buffer.isEmpty, var place else { return }
        if place.hasHeader, place.headers == nil, let delimiter = place.delimiter {
            place.headers = PartPlace.cells(buffer.prefix { $0 != 0x0A }.prefix(16_384), delimiter: delimiter)
        }
        // Cut after a line where there is one, so that a value's neighbours come with it.
        var keep = final ? buffer.count : max(buffer.count - Self.overlap, seen)
        if !final, let newline = buffer[keep...].firstIndex(of: 0x0A) { keep = newline + 1 }
        var json = false
        if case .json = place.part.layout { json = true }
        buffer.withUnsafeBufferPointer { raw in
            let counted = keep
            // Values that begin in the part that an earlier scan has seen were reported then.
            if Normaliser.isNeeded(raw, json: json) {
                let prefix = Normaliser.normalised(UnsafeBufferPointer(rebasing: raw[..<seen]), json: json).count
                let until = Normaliser.normalised(UnsafeBufferPointer(rebasing: raw[..<counted]), json: json).count
                Normaliser.normalised(raw, json: json).withUnsafeBufferPointer {
                    scan($0, from: prefix, until: final ? $0.count : until, place)
                }
            } else {
                scan(raw, from: seen, until: counted, place)
            }
        }
        // What is kept begins with the line that the next block continues, as context for its first values.
        let context = final ? keep : max(0, (buffer[..<keep].dropLast().lastIndex(of: 0x0A) ?? -1) + 1)
        let start = final ? keep : max(context, keep - Self.overlap)
        place.line += buffer[..<start].count { $0 == 0x0A }
        buffer.removeSubrange(..<start)
        seen = keep - start
        self.place = place
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, until: Int, _ place: PartPlace) {
        if !detectors.patterns.scan(UnsafeRawBufferPointer(bytes), into: &hits) {
            findings.couldNotScan(place.part.path, Message("discovery.block-not-scanned"))
        }
        let scanner = BlockScanner(detectors: detectors, bytes: bytes, place: place, hits: hits)
        var line = place.line
        var counted = 0
        for value in scanner.values().sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard value.range.lowerBound >= from, value.range.lowerBound < until else { continue }
            line += bytes[counted..<value.range.lowerBound].count { $0 == 0x0A }
            counted = value.range.lowerBound
            let detector = detectors.detectors[value.detector]
            let column = place.delimiter.map { scanner.column(of: value.range.lowerBound, $0) }
            let keyed = Array("\(detector.id):".utf8) + value.normal
            findings.add(
                value, mask: Mask.of(bytes[value.range], shown: detector.shown),
                fingerprint: keyed.withUnsafeBytes { fingerprint($0) }, place: place.text(line: line, column: column))
        }
    }
}
