import Model
import PatternEngine

/// Finds values in one block of normalised text.
struct BlockScanner {
    /// A value that was found.
    struct Value {
        let detector: Int
        let range: Range<Int>
        let normal: [UInt8]
        let confidence: Double
        let reasons: [Message]
    }

    /// How far a word may stand from what it speaks of.
    private static let before = 96
    private static let after = 48

    let detectors: DetectorSet
    let bytes: UnsafeBufferPointer<UInt8>
    let place: PartPlace
    let hits: [PatternHit]

    /// Everything that is found, in no particular order.
    func values() -> [Value] {
        var candidates: [NumberCandidate] = []
        let recogniser = NumberRecogniser(bytes: bytes)
        DigitRuns.each(bytes) { recogniser.recognise($0, &candidates) }
        var values: [Value] = []
        for candidate in candidates {
            guard let detector = detectors.numbers[candidate.detector],
                let value = weigh(detector, candidate.range, candidate.normal, candidate.strength)
            else { continue }
            values.append(value)
        }
        values = Self.withoutOverlaps(values)
        for hit in hits {
            guard case .value(let index) = detectors.meanings[hit.pattern] else { continue }
            let raw = UnsafeRawBufferPointer(bytes)
            guard let start = detectors.patterns.start(of: hit, in: raw), let value = found(index, start..<hit.end) else { continue }
            if !values.contains(where: { $0.detector == index && $0.range.overlaps(value.range) && $0.range.count >= value.range.count }) {
                values.removeAll { $0.detector == index && $0.range.overlaps(value.range) }
                values.append(value)
            }
        }
        return values
    }

    /// A match of a detector's own patterns.
    private func found(_ index: Int, _ range: Range<Int>) -> Value? {
        let detector = detectors.detectors[index]
        switch detector.finder {
        case .number: return nil
        case .line:
            guard LineShape(bytes: bytes).isMarking(range) else { return nil }
            return Value(
                detector: index, range: range, normal: Array(bytes[range]), confidence: detector.supported,
                reasons: [Message("discovery.alone-on-line")])
        case .pattern:
            let normal = Array(bytes[range]).map { (0x41...0x5A).contains($0) && detector.id == "email" ? $0 | 0x20 : $0 }
            return weigh(index, range, normal, .usual)
        case .label:
            guard let value = LabelShape(bytes: bytes).value(after: range.upperBound, secret: detector.category == .secret) else {
                return nil
            }
            return Value(
                detector: index, range: value, normal: Array(bytes[value]), confidence: detector.supported,
                reasons: [Message("discovery.named-by-label")])
        }
    }

    /// Weighs what the value says by itself and what stands around it; nil where too little speaks for it.
    private func weigh(
        _ index: Int, _ range: Range<Int>, _ normal: [UInt8], _ strength: NumberCandidate.Strength
    ) -> Value? {
        let detector = detectors.detectors[index]
        var confidence: Double
        var reasons: [Message] = []
        switch strength {
        case .bare: confidence = min(detector.alone, 0.4)
        case .usual: confidence = detector.alone
        case .strong:
            confidence = max(detector.alone, 0.9)
            reasons.append(Message("discovery.written-form"))
        }
        let (supports, opposes) = neighbours(of: index, range)
        if let header = headerSupport(index, range) {
            confidence = detector.supported
            reasons.append(Message("discovery.column", ["header": header]))
        } else if supports {
            confidence = max(confidence, detector.supported)
            reasons.append(Message("discovery.word-near"))
        }
        if opposes, !supports {
            confidence -= 0.35
            reasons.append(Message("discovery.word-against"))
        }
        guard confidence >= Findings.threshold else { return nil }
        if reasons.isEmpty { reasons.append(Message("discovery.check-digit")) }
        return Value(detector: index, range: range, normal: normal, confidence: confidence, reasons: reasons)
    }

    /// Whether words for or against a detector stand on the same line, near enough.
    private func neighbours(of detector: Int, _ range: Range<Int>) -> (supports: Bool, opposes: Bool) {
        let first = max(0, range.lowerBound - Self.before)
        let last = min(bytes.count, range.upperBound + Self.after)
        var (supports, opposes) = (false, false)
        var place = lowerBound(first)
        while place < hits.count, hits[place].end <= last {
            let hit = hits[place]
            place += 1
            guard case .word(let uses) = detectors.meanings[hit.pattern], hit.end <= range.lowerBound || hit.end > range.upperBound,
                sameLine(hit.end, range)
            else { continue }
            for use in uses where use.detector == detector {
                if use.supports { supports = true } else { opposes = true }
            }
        }
        return (supports, opposes)
    }

    private func sameLine(_ end: Int, _ range: Range<Int>) -> Bool {
        let gap = end <= range.lowerBound ? end..<range.lowerBound : range.upperBound..<end
        return !bytes[gap].contains(0x0A)
    }

    /// The first hit whose end is not before an offset; hits come in the order of their ends.
    private func lowerBound(_ offset: Int) -> Int {
        var (low, high) = (0, hits.count)
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].end < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func headerSupport(_ detector: Int, _ range: Range<Int>) -> String? {
        guard let headers = place.headers, let delimiter = place.delimiter else { return nil }
        let column = column(of: range.lowerBound, delimiter)
        guard headers.indices.contains(column) else { return nil }
        let header = headers[column].lowercased()
        return detectors.detectors[detector].context.contains { header.contains($0.lowercased()) } ? headers[column] : nil
    }

    /// The column of an offset, counted from the start of its line.
    func column(of offset: Int, _ delimiter: UInt8) -> Int {
        var start = offset
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        var (column, quoted) = (0, false)
        for byte in bytes[start..<offset] {
            if byte == 0x22 { quoted.toggle() } else if byte == delimiter, !quoted { column += 1 }
        }
        return column
    }

    /// Of values that overlap, the one that is believed most; a longer one where they are believed alike.
    private static func withoutOverlaps(_ values: [Value]) -> [Value] {
        let ranked = values.sorted {
            ($0.range.lowerBound, -$0.confidence, -$0.range.count) < ($1.range.lowerBound, -$1.confidence, -$1.range.count)
        }
        var kept: [Value] = []
        for value in ranked {
            if let last = kept.last, last.range.overlaps(value.range) {
                if (value.confidence, value.range.count) > (last.confidence, last.range.count) { kept[kept.count - 1] = value }
            } else {
                kept.append(value)
            }
        }
        return kept
    }
}
