import Model
import PatternEngine

extension PartScan {
    /// What follows a label or an equals sign is looked at so far.
    private static let longestValue = 512
    /// Bytes behind a match that a pattern may look at.
    private static let lookahead = 64

    /// The pass of Vectorscan over what has not been scanned yet.
    ///
    /// - Returns: whether all of it was scanned.
    mutating func scanPatterns(
        _ raw: UnsafeRawBufferPointer, _ view: ByteView, to owned: Int, _ tally: inout Tally
    ) -> Bool {
        let from = done - base
        // A match that starts in this stretch ends so far behind it at most; what ends later is found by the next pass.
        let to = min(raw.count, owned - base + PatternSet.longestMatch + Self.lookahead)
        let isWhole = set.patterns.scan(UnsafeRawBufferPointer(rebasing: raw[from..<to]), into: &hits)
        guard !hits.isEmpty || !slashes.isEmpty else { return isWhole }
        var found = shortDates()
        for (first, last) in Self.runs(hits) {
            let end = first.end + from
            guard end - PatternSet.longestMatch < owned - base,
                let start = set.patterns.start(of: PatternHit(pattern: first.pattern, end: end), in: raw),
                start >= from, start < owned - base
            else { continue }
            let owner = set.patternOwners[first.pattern]
            found.append((start, min(last + from, start + PatternSet.longestMatch), first.pattern, owner))
        }
        // Words are read again for this pass, which starts where the other one did.
        swap(&words, &patternWords)
        defer { swap(&words, &patternWords) }
        found.sort { ($0.start, $0.pattern) < ($1.start, $1.pattern) }
        for (start, end, _, detector) in found { weighPattern(detector, start, end, view, &tally) }
        return isWhole
    }

    /// The short dates that the digit pass saw, as if a pattern had found them: such a pattern would make the whole set
    /// half as fast.
    private mutating func shortDates() -> [(start: Int, end: Int, pattern: Int, detector: Int)] {
        defer { slashes.removeAll(keepingCapacity: true) }
        let owner = set.shapeOwners[Shape.birthDate.number]
        return owner < 0 ? [] : slashes.map { ($0, $0, -1, owner) }
    }

    /// Takes hits of one pattern at one offset after the other together: a match that could end anywhere ends last.
    private static func runs(_ hits: [PatternHit]) -> [(first: PatternHit, last: Int)] {
        var runs: [(first: PatternHit, last: Int)] = []
        var open: [Int: Int] = [:]
        for hit in hits {
            if let index = open[hit.pattern], hit.end - runs[index].last <= 1 {
                runs[index].last = hit.end
            } else {
                open[hit.pattern] = runs.count
                runs.append((hit, hit.end))
            }
        }
        return runs
    }

    private mutating func weighPattern(
        _ detector: Int, _ start: Int, _ end: Int, _ view: ByteView, _ tally: inout Tally
    ) {
        guard start + base >= patternEnds[detector] else { return }
        let source: Detector.PatternSource
        switch set.detectors[detector].source {
        case .shape(let shape, _):
            patternEnds[detector] = scanLocated(shape, start, view, &tally) ?? patternEnds[detector]
            return
        case .patterns(let patterns): source = patterns
        }
        var range = start..<end
        switch source.value {
        case .match: break
        case .following, .assigned:
            guard let after = source.value == .following ? end : Self.signAfter(end, view),
                let value = source.check == .personName ? Self.nameAfter(after, view) : Self.tokenAfter(after, view)
            else { return }
            range = value
        }
        if source.isBounded {
            if view[start].isAlphanumeric, view[start &- 1].isAlphanumeric { return }
            if source.value == .match, view[end &- 1].isAlphanumeric, view[end].isAlphanumeric { return }
        }
        guard source.check.holds(view, range.lowerBound, range.upperBound) else { return }
        patternEnds[detector] = range.upperBound + base
        if source.check == .markingLine {
            // `CONFIDENTIAL 機密` is one marking in two languages.
            while view[patternEnds[detector] - base] >= 0x20 { patternEnds[detector] += 1 }
        }

        var support = Support(logit: set.weights[detector].alone)
        support.isChecked = source.check != .none
        if source.value == .match {
            addWords(to: &support, detector, start + base..<end + base, view, cell: nil)
        }
        guard support.counts else { return }
        let wantsEvidence = tally.wantsEvidence(detector)
        let isPerson = set.weights[detector].isPerson
        var held = ColumnTable.Held(support: support)
        if wantsEvidence || isPerson {
            let value = view.bytes(range.lowerBound, range.upperBound)
            if isPerson { held.hash = tally.hash.hash(Array(value)) }
            if wantsEvidence {
                held.evidence = EvidenceItem(
                    type: set.detectors[detector].id,
                    place: place(range.lowerBound + base, range.upperBound + base, view),
                    shown: ValueMask.text(value, set.detectors[detector].mask), fingerprint: tally.fingerprint(value))
            }
        }
        settle(held, detector, &tally)
    }

    /// The end of a colon or equals sign behind a key, quotes round the key and one space allowed.
    private static func signAfter(_ end: Int, _ view: ByteView) -> Int? {
        var index = end
        if view[index] == UInt8(ascii: "\"") || view[index] == UInt8(ascii: "'") { index += 1 }
        if view[index] == UInt8(ascii: " ") { index += 1 }
        switch view[index] {
        case UInt8(ascii: ":"), UInt8(ascii: "="):
            // `:=` and `=>`
            return view[index + 1] == UInt8(ascii: "=") || view[index + 1] == UInt8(ascii: ">") ? index + 2 : index + 1
        case 0xEF where view[index + 1] == 0xBC && view[index + 2] == 0x9A: return index + 3
        default: return nil
        }
    }

    /// The quoted text or the run without spaces behind a sign such as `=`.
    private static func tokenAfter(_ end: Int, _ view: ByteView) -> Range<Int>? {
        var start = end
        while start - end < 3, view[start] == UInt8(ascii: " ") { start += 1 }
        let quote = view[start]
        var last: Int
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") || quote == UInt8(ascii: "`") {
            start += 1
            last = start
            while last - start < longestValue, view[last] != quote, view[last] != 0x0A, last < view.count { last += 1 }
            guard view[last] == quote else { return nil }
        } else {
            last = start
            while last - start < longestValue, view[last] > 0x20, !tokenEnds.contains(view[last]) { last += 1 }
        }
        return last > start ? start..<last : nil
    }

    private static let tokenEnds: Set<UInt8> = Set(#";,&<>"'`|"#.utf8)

    /// The words behind a label, up to the end of the line or a mark of punctuation.
    private static func nameAfter(_ end: Int, _ view: ByteView) -> Range<Int>? {
        var start = end
        while start - end < 4, view[start] == UInt8(ascii: " ") { start += 1 }
        var last = start
        if view[start] < 0x80 {
            while last - start < 64, view[last].isLetter || [0x20, 0x2C, 0x2D, 0x2E].contains(view[last]) {
                if view[last] == UInt8(ascii: " "), view[last + 1] == UInt8(ascii: " ") { break }
                last += 1
            }
            while last > start, !view[last - 1].isLetter { last -= 1 }
        } else {
            // Characters of the CJK block begin with E4 to E9.
            while last - start < 15, (0xE4...0xE9).contains(view[last]) { last += 3 }
        }
        return last > start ? start..<last : nil
    }
}
