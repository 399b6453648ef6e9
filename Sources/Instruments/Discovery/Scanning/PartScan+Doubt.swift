import Extraction

extension PartScan {
    /// Whether a run can only be part of what never counts by itself. In tables each cell is counted, for its column; in JSON
    /// nearly every value has a key that says something.
    @inline(__always) func isUnsure(_ candidates: ShapeCandidates) -> Bool {
        cells == nil && !isJSON && candidates.isSubset(of: set.unsure.candidates)
    }

    /// Whether a word, a heading or the name of a column may speak for what a run is part of; candidates that need that are
    /// let go where there is none.
    @inline(never) mutating func mayBeNamed(_ candidates: ShapeCandidates, _ run: DigitRun, _ view: ByteView) -> Bool {
        let known = Self.knownRange(candidates, run)
        // Elsewhere more groups may belong to a value than one run: those of dates and numbers of accounts.
        let range = known ?? run.start - 64..<run.end + 64
        let low = max(range.lowerBound + base - Self.reach.before, base) - set.words.longestOverhang
        let high = range.upperBound + base + Self.reach.after
        coverWords(low, high, view)
        if words.announced(from: low, to: high, set.words) & set.unsure.detectors != 0 { return true }
        if statements != nil { return true }
        guard headings != nil else { return false }
        if let known { return HeadingFinder.mayFillCell(known.lowerBound, known.upperBound, view) }
        let settled = candidates.isOpen ? candidates.settled(view, run.start, run.end, invalid: false) : candidates
        var mayFillCell = false
        Recogniser.matches(view, run, settled, invalid: false) {
            if HeadingFinder.mayFillCell($0.start, $0.end, view) { mayFillCell = true }
        }
        return mayFillCell
    }

    /// Whether nothing can name what a run without words near it may be part of, told by its neighbours alone.
    @inline(__always) func isUnnamed(_ candidates: ShapeCandidates, _ run: DigitRun, _ view: ByteView) -> Bool {
        guard let known = Self.knownRange(candidates, run) else { return false }
        return headings == nil || !HeadingFinder.mayFillCell(known.lowerBound, known.upperBound, view)
    }

    /// Where every value lies that a run may be part of, where that is told by the run alone.
    @inline(__always) private static func knownRange(_ candidates: ShapeCandidates, _ run: DigitRun) -> Range<Int>? {
        // A dash behind a business registration goes on to more.
        if run.count == 8, candidates.isSubset(of: .eightDigits), run.after != UInt8(ascii: "-") {
            return run.start..<run.end
        }
        return run.count == 4 && candidates.isSubset(of: .twoFours) ? run.start..<run.end + 5 : nil
    }

    /// What a run that ends its cell may be written like that no longer counts in its column.
    @inline(never) mutating func closed(_ run: DigitRun, _ view: ByteView) -> ShapeCandidates {
        let none = ShapeCandidates(rawValue: 0)
        guard let delimiter = cells?.delimiter, run.start + base >= headerEnd else { return none }
        func ends(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }
        // Behind other bytes, a delimiter that may stand within numbers too among them, values go on.
        let isQuoted = run.after == UInt8(ascii: "\"")
        guard !run.hasGap, ends(isQuoted ? run.secondAfter : run.after),
            let cell = cells?.cell(run.start + base, run.end + base, in: view, at: base)
        else { return none }
        // The letters that an identity card number begins with, at most.
        var start = cell.start - base
        if view[start] == UInt8(ascii: "\"") { start += 1 }
        guard run.start - start <= 2, (start..<max(start, run.start)).allSatisfy({ view[$0].isLetter }) else {
            return none
        }
        return table.closed(cell.column)
    }
}
