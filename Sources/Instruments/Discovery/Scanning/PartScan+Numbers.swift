import Extraction
import Model

extension PartScan {
    /// The digit pass over what has not been scanned yet.
    mutating func scanNumbers(_ view: ByteView, to owned: Int, _ tally: inout Tally) {
        AnchorFinder.find(view, from: done - base, to: owned - base, into: &anchors)
        var matches: [ShapeMatch] = []
        swap(&matches, &self.matches)
        for index in anchors.indices {
            let anchor = anchors[index]
            guard anchor.start + base >= consumed else { continue }
            matches.removeAll(keepingCapacity: true)
            switch anchor.kind {
            case .at:
                guard let match = EmailShape.match(view, at: anchor.start) else { continue }
                matches.append(match)
            case .digits:
                let run = DigitRun(start: anchor.start, end: anchor.end)
                guard Recogniser.mayBelong(view, run) else { continue }
                if NarrowWindow.isNeeded(view, run) {
                    scanNarrow(view, anchor, &matches, &tally)
                    continue
                }
                Recogniser.matches(view, run) { matches.append($0) }
            case .wideDigits:
                scanNarrow(view, anchor, &matches, &tally)
                continue
            }
            if !matches.isEmpty { weigh(matches, view, view, nil, &tally) }
        }
        swap(&matches, &self.matches)
    }

    /// Looks at a number written with full-width forms.
    private mutating func scanNarrow(
        _ view: ByteView, _ anchor: Anchor, _ matches: inout [ShapeMatch], _ tally: inout Tally
    ) {
        let narrow = NarrowWindow(view, around: anchor.start)
        guard let start = narrow.position(of: anchor.start) else { return }
        narrow.bytes.withUnsafeBytes { raw in
            let inner = ByteView(raw)
            var end = start
            while inner[end].isDigit { end += 1 }
            guard end - start >= 3, end - start <= 30 else { return }
            var first = start
            while inner[first &- 1].isDigit { first &-= 1 }
            Recogniser.matches(inner, DigitRun(start: first, end: end)) { matches.append($0) }
            if !matches.isEmpty { weigh(matches, view, inner, narrow, &tally) }
        }
    }

    /// Picks what the text most likely holds at a place, and counts it.
    ///
    /// - Parameters:
    ///   - inner: the bytes that the matches' offsets are of: `view`, or its narrow form.
    private mutating func weigh(
        _ matches: [ShapeMatch], _ view: ByteView, _ inner: ByteView, _ narrow: NarrowWindow?, _ tally: inout Tally
    ) {
        var best: (match: ShapeMatch, detector: Int, support: Support)?
        var waits = false
        for match in matches {
            let detector = set.shapeOwners[match.shape.number]
            guard detector >= 0 else { continue }
            let start = (narrow?.origins[match.start] ?? match.start) + base
            let end = (narrow?.origins[match.end] ?? match.end) + base
            guard start >= consumed else { continue }
            let column = column(of: match, detector, start, end, view)
            if let column, column.isWhole, column.header != true, match.shape.waitsForColumn {
                if match.isValid {
                    wait(match, detector, column.index, view, inner, start..<end, &tally)
                    waits = true
                } else {
                    table.noteInvalid(column.index, detector)
                }
                continue
            }
            guard match.isValid else { continue }
            var support = Support(logit: set.weights[detector].alone)
            support.isChecked = match.shape.isChecked && match.form != .unchecked
            add(match.form, to: &support, detector)
            if let header = column?.header ?? statementHeader(start, view, detector) {
                support.header = header
                support.logit += header ? set.weights[detector].context + Weights.header : Weights.against
            } else if support.logit + Weights.against < 0 || tally.wantsEvidence(detector) {
                addWords(to: &support, detector, start, end, view, column)
            }
            if support.logit > best?.support.logit ?? -.infinity { best = (match, detector, support) }
        }
        if let best, best.support.counts {
            let start = (narrow?.origins[best.match.start] ?? best.match.start) + base
            let end = (narrow?.origins[best.match.end] ?? best.match.end) + base
            consumed = end
            deliver(best.match, best.detector, best.support, view, inner, start..<end, &tally)
        } else if waits {
            // The cell is spoken for, whatever its column turns out to be.
            consumed = max(consumed, (narrow?.origins[matches[0].end] ?? matches[0].end) + base)
        }
    }

    private func add(_ form: ShapeMatch.Form, to support: inout Support, _ detector: Int) {
        support.form = form
        switch form {
        case .formatted: support.logit += set.weights[detector].formatted
        case .unchecked: support.logit += Weights.unchecked
        case .plain: break
        }
    }

    /// Lets a cell wait for the judgement on its column, or takes that judgement.
    private mutating func wait(
        _ match: ShapeMatch, _ detector: Int, _ column: Int, _ view: ByteView, _ inner: ByteView, _ range: Range<Int>,
        _ tally: inout Tally
    ) {
        var support = Support(logit: set.weights[detector].alone)
        support.isChecked = match.shape.isChecked && match.form != .unchecked
        add(match.form, to: &support, detector)
        if table.header(column, detector) == false {
            support.header = false
            support.logit += Weights.against
        }
        if let judgement = table.noteValid(column, detector) {
            support.logit += judgement
            if judgement != 0 { support.column = judgement > 0 }
            guard support.counts else { return }
            deliver(match, detector, support, view, inner, range, &tally)
        } else {
            let held = held(match, detector, support, view, inner, range, tally)
            for held in table.hold(held, column, detector, match.shape) { settle(held, detector, &tally) }
        }
    }

    /// Counts a value, and keeps evidence of it where that is wanted.
    private mutating func deliver(
        _ match: ShapeMatch, _ detector: Int, _ support: Support, _ view: ByteView, _ inner: ByteView,
        _ range: Range<Int>, _ tally: inout Tally
    ) {
        if tally.wantsEvidence(detector) {
            settle(held(match, detector, support, view, inner, range, tally), detector, &tally)
        } else if set.weights[detector].isPerson {
            NormalForm.write(match, inner, into: &normal)
            tally.count(detector, hash: tally.hash.hash(normal))
        } else {
            tally.count(detector, hash: nil)
        }
    }

    /// A value with what the tally may need of it.
    private mutating func held(
        _ match: ShapeMatch, _ detector: Int, _ support: Support, _ view: ByteView, _ inner: ByteView,
        _ range: Range<Int>, _ tally: Tally
    ) -> ColumnTable.Held {
        let wantsEvidence = tally.wantsEvidence(detector)
        let isPerson = set.weights[detector].isPerson
        guard wantsEvidence || isPerson else { return ColumnTable.Held(support: support) }
        NormalForm.write(match, inner, into: &normal)
        var held = ColumnTable.Held(support: support, hash: isPerson ? tally.hash.hash(normal) : nil)
        if wantsEvidence {
            held.evidence = EvidenceItem(
                type: set.detectors[detector].id, place: place(range.lowerBound, range.upperBound, view),
                shown: ValueMask.text(
                    view.bytes(range.lowerBound - base, range.upperBound - base), set.detectors[detector].mask),
                fingerprint: normal.withUnsafeBytes(tally.fingerprint), confidence: support.confidence,
                reasons: support.reasons(set.words))
        }
        return held
    }

    mutating func place(_ start: Int, _ end: Int, _ view: ByteView) -> String {
        let column = cells?.cell(start, end, in: view, at: base)?.column
        return places.name(start, line: line(of: start, view), column: column)
    }
}
