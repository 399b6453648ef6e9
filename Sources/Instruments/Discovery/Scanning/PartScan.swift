import Extraction
import Model
import PatternEngine

/// The scan of one part: a window that moves over its text, wherever the text was cut.
///
/// Each anchor belongs to exactly one position of the window, and everything that decides about it lies within fixed
/// distances, so results do not depend on where the text was cut.
struct PartScan {
    /// Bytes kept before the part of the window that is scanned, for what stands before a value.
    static let before = 4096
    /// Bytes kept behind it, for values that start in it and what stands behind them.
    static let behind = 8192
    /// Bytes of the window: small enough for the second-level cache.
    static let size = 192 << 10
    /// How far the words that announce a value may be from it.
    static let reach = (before: 96, after: 32)

    let set: DetectorSet
    let part: TextPart
    let isJSON: Bool
    /// What ends a value's surroundings, beside the end of the line: a delimiter, or the quote behind a JSON string.
    let stop: UInt8
    var places: PlaceNames
    var window: [UInt8] = []
    /// The offset in the part of the window's first byte.
    var base = 0
    /// Up to where the part has been scanned.
    var done = 0
    /// The end of the last value: what lies before it is spoken for.
    var consumed = 0
    /// Line feeds before `done`.
    var lines = 0
    var words = WordCursor()
    var patternWords = WordCursor()
    var cells: CellCursor?
    var table = ColumnTable()
    /// The end of the header line; 0 where there is none.
    var headerEnd = 0
    var statements: StatementColumns?
    var headings: HeadingFinder?
    /// The end of the last value of each detector by patterns.
    var patternEnds: [Int]
    var hits: [PatternHit] = []
    /// Where in the window the first slashes of short dates stand; the pass by patterns looks at them.
    var slashes: [Int] = []
    var normal: [UInt8] = []
    private(set) var isWhole = true

    init(_ set: DetectorSet, _ part: TextPart) {
        self.set = set
        self.part = part
        places = PlaceNames(part)
        patternEnds = [Int](repeating: 0, count: set.detectors.count)
        isJSON = part.layout == .json
        switch part.layout {
        case .delimited(let delimiter, _):
            cells = CellCursor(delimiter: delimiter)
            stop = delimiter
        case .json: stop = UInt8(ascii: "\"")
        case .sql:
            statements = StatementColumns()
            stop = 0x0A
        case .running:
            headings = HeadingFinder()
            stop = 0x0A
        }
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer, _ tally: inout Tally) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let taken = rest.prefix(Self.size - window.count)
            window.append(contentsOf: taken)
            rest = rest[taken.endIndex...]
            if window.count == Self.size { scan(isLast: false, &tally) }
        }
    }

    mutating func mark(_ name: String) {
        places.forget(before: done)
        places.mark(name, at: base + window.count)
    }

    mutating func finish(_ tally: inout Tally) {
        scan(isLast: true, &tally)
        for (detector, held) in table.finish({ set.shape($0) }) {
            for held in held { settle(held, detector, &tally) }
        }
    }

    private mutating func scan(isLast: Bool, _ tally: inout Tally) {
        let end = base + window.count
        let owned = isLast ? end : end - Self.behind
        guard owned > done else { return }
        // The window is taken out, so that the scan may change this value while it reads the bytes.
        var bytes: [UInt8] = []
        swap(&bytes, &window)
        bytes.withUnsafeBytes { raw in
            let view = ByteView(raw)
            if done == 0 { readHeader(view) }
            statements?.read(view, at: base, from: done, to: owned, set.words)
            scanNumbers(view, to: owned, &tally)
            if !scanPatterns(raw, view, to: owned, &tally) { isWhole = false }
            lines += LineCounter.count(view, done - base, owned - base)
        }
        swap(&bytes, &window)
        tally.bytes += owned - done
        done = owned
        let dropped = max(0, done - Self.before - base)
        window.removeFirst(dropped)
        base += dropped
    }

    private mutating func readHeader(_ view: ByteView) {
        guard case .delimited(let delimiter, header: true) = part.layout else { return }
        let header = HeaderRow(view, delimiter)
        headerEnd = header.end
        table.headers = header.cells.map { set.words.header($0) }
    }

    /// The line of an offset, counted from 1.
    func line(of offset: Int, _ view: ByteView) -> Int {
        lines + 1 + LineCounter.count(view, done - base, offset - base)
    }

    /// Counts a value whose column has been judged.
    func settle(_ held: ColumnTable.Held, _ detector: Int, _ tally: inout Tally) {
        guard held.support.counts else { return }
        tally.count(detector, hash: held.hash)
        guard var evidence = held.evidence, tally.wantsEvidence(detector) else { return }
        evidence.confidence = held.support.confidence
        evidence.reasons = held.support.reasons(set.words)
        tally.keep(evidence, of: detector)
    }
}
