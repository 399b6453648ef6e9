extension PartScan {
    /// The digit pass over what has not been scanned yet.
    mutating func scanNumbers(_ view: ByteView, to owned: Int, _ tally: inout Tally) {
        guard set.hasShapes else { return }
        let invalid = cells != nil
        RunTable.shared.withLookup { table in
            var plain = PlainStretch()
            AnchorFinder.find(view, from: done - base, to: owned - base) { anchor in
                guard anchor.kind == .digits else { return scanSign(view, anchor, &tally) }
                // All that is done here has to stay in registers: most runs get no further.
                let run = DigitRun(view, anchor.start, anchor.end)
                var candidates = table.candidates(run, invalid: invalid)
                let isPlain = plain.holds(anchor.start, anchor.end, in: view)
                if isPlain {
                    candidates.formIntersection(.withoutLetters)
                } else if run.isNearWide, Self.isNarrowNeeded(view, anchor) {
                    return scanNarrow(view, anchor, &tally)
                }
                if candidates.isEmpty { return }
                if isPlain {
                    scanPlainRun(view, anchor, candidates, isWordless: plain.isWordless(anchor.start), &tally)
                } else {
                    scanRun(view, anchor, candidates, &tally)
                }
            }
        }
    }

    /// Looks at what stands where no run of digits does.
    @inline(never) private mutating func scanSign(_ view: ByteView, _ anchor: Anchor, _ tally: inout Tally) {
        switch anchor.kind {
        case .digits: break
        case .at: scanAddress(view, anchor, &tally)
        case .wideDigits: scanNarrow(view, anchor, &tally)
        case .slash: if let first = AnchorFinder.firstSlash(view, anchor.start) { slashes.append(first) }
        }
    }

    /// Looks at a run of digits in a stretch without letters.
    @inline(never) private mutating func scanPlainRun(
        _ view: ByteView, _ anchor: Anchor, _ found: ShapeCandidates, isWordless: Bool, _ tally: inout Tally
    ) {
        var candidates = found
        // Where nothing but words beside a value or a heading above it can speak for it.
        let mayBeUnnamed = isWordless && cells == nil && statements == nil && set.words.startWithLetters
        let run = DigitRun(view, anchor.start, anchor.end)
        if mayBeUnnamed {
            candidates.subtract(ShapeCandidates.withinLine(run).intersection(set.unsure.candidates))
            if candidates.isEmpty { return }
        }
        // Columns are asked first where there are any.
        if candidates.isOpen, cells == nil {
            candidates = candidates.settled(view, anchor.start, anchor.end, invalid: false)
            if candidates.isEmpty { return }
        }
        if mayBeUnnamed, candidates.isSubset(of: set.unsure.candidates), isUnnamed(candidates, run, view) { return }
        scanRun(view, anchor, candidates, &tally)
    }

    /// Whether a run of digits can only be read with the full-width forms round it.
    @inline(never) private static func isNarrowNeeded(_ view: ByteView, _ anchor: Anchor) -> Bool {
        let run = DigitRun(view, anchor.start, anchor.end)
        return ShapeCandidates.mayBelong(run) && NarrowWindow.isNeeded(view, run)
    }

    /// Looks at a run of digits.
    @inline(never) private mutating func scanRun(
        _ view: ByteView, _ anchor: Anchor, _ found: ShapeCandidates, _ tally: inout Tally
    ) {
        guard anchor.start &+ base >= consumed else { return }
        // Read again: a run that is handed on has to lie in memory, that of the loop stays in registers.
        let run = DigitRun(view, anchor.start, anchor.end)
        var candidates = found.isOpen ? found.narrowed(view, run) : found
        // Words are asked first where only they can speak for a run, and columns where there are any.
        if candidates.isOpen, cells == nil, !candidates.isSubset(of: set.unsure.candidates) {
            candidates = candidates.settled(view, run.start, run.end, invalid: false)
        }
        if candidates.isEmpty { return }
        if !candidates.isDisjoint(with: table.closedSomewhere) {
            candidates.subtract(closed(run, view))
            if candidates.isEmpty { return }
        }
        let isUnsure = isUnsure(candidates)
        if isUnsure, !mayBeNamed(candidates, run, view) { return }
        if candidates.isOpen {
            candidates = candidates.settled(view, run.start, run.end, invalid: cells != nil)
            if candidates.isEmpty || !isUnsure && self.isUnsure(candidates) && !mayBeNamed(candidates, run, view) {
                return
            }
        }
        ask(candidates, run, view, &tally)
    }
}
