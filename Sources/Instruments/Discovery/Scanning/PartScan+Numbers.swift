import Extraction
import Model

extension PartScan {
    /// Asks every shape that a run may be part of, and takes the likeliest.
    @inline(never) mutating func ask(
        _ candidates: ShapeCandidates, _ run: DigitRun, _ view: ByteView, _ tally: inout Tally
    ) {
        var choice = Choice()
        Recogniser.matches(view, run, candidates, invalid: cells != nil) {
            consider($0, view, view, nil, &choice, &tally)
        }
        if choice.firstEnd != nil { take(choice, view, view, nil, &tally) }
    }

    @inline(never) mutating func scanAddress(_ view: ByteView, _ anchor: Anchor, _ tally: inout Tally) {
        guard anchor.start + base >= consumed, let match = EmailShape.match(view, at: anchor.start) else { return }
        var choice = Choice()
        consider(match, view, view, nil, &choice, &tally)
        take(choice, view, view, nil, &tally)
    }

    /// Looks at a place that a pattern found for a shape.
    ///
    /// - Returns: where the value ends, in the part.
    mutating func scanLocated(_ shape: Shape, _ start: Int, _ view: ByteView, _ tally: inout Tally) -> Int? {
        let found: ShapeMatch? =
            switch shape {
            case .email: EmailShape.match(view, at: start)
            case .birthDate: BirthDateShape.match(view, at: start)
            default: nil
            }
        guard let found else { return nil }
        // The digit pass is further on already; nothing that it took can hold a value without a run of digits.
        let ahead = consumed
        consumed = 0
        var choice = Choice()
        consider(found, view, view, nil, &choice, &tally)
        take(choice, view, view, nil, &tally)
        consumed = ahead
        return found.end + base
    }

    /// Looks at a number written with full-width forms.
    @inline(never) mutating func scanNarrow(_ view: ByteView, _ anchor: Anchor, _ tally: inout Tally) {
        guard anchor.start + base >= consumed else { return }
        let narrow = NarrowWindow(view, around: anchor.start)
        guard let start = narrow.position(of: anchor.start) else { return }
        narrow.bytes.withUnsafeBytes { raw in
            let inner = ByteView(raw)
            var end = start
            while inner[end].isDigit { end += 1 }
            guard end - start >= 3, end - start <= 30 else { return }
            var first = start
            while inner[first &- 1].isDigit { first &-= 1 }
            var choice = Choice()
            let run = DigitRun(inner, first, end)
            let candidates = ShapeCandidates(inner, run, invalid: cells != nil)
            Recogniser.matches(inner, run, candidates, invalid: cells != nil) {
                consider($0, view, inner, narrow, &choice, &tally)
            }
            if choice.firstEnd != nil { take(choice, view, inner, narrow, &tally) }
        }
    }

    /// Where a match lies in the part.
    private func range(of match: ShapeMatch, _ narrow: NarrowWindow?) -> Range<Int> {
        guard let narrow else { return match.start + base..<match.end + base }
        return narrow.origins[match.start] + base..<narrow.origins[match.end] + base
    }

    /// Weighs one reading of a place.
    ///
    /// - Parameters:
    ///   - inner: the bytes that the match's offsets are of: `view`, or its narrow form.
    @inline(never) private mutating func consider(
        _ match: ShapeMatch, _ view: ByteView, _ inner: ByteView, _ narrow: NarrowWindow?, _ choice: inout Choice,
        _ tally: inout Tally
    ) {
        if choice.firstEnd == nil { choice.firstEnd = match.end }
        let detector = set.shapeOwners[match.shape.number]
        guard detector >= 0 else { return }
        let range = range(of: match, narrow)
        guard range.lowerBound >= consumed else { return }
        let column = cells == nil ? nil : column(of: detector, range, view)
        if let column, column.isWhole, column.header != true, match.shape.waitsForColumn {
            if match.isValid {
                wait(match, detector, column.index, view, inner, range, &tally)
                choice.waits = true
            } else {
                table.noteInvalid(column.index, detector)
            }
            return
        }
        guard match.isValid else { return }
        var support = Support(logit: set.weights[detector].alone)
        support.isChecked = match.shape.isChecked && match.form != .unchecked
        add(match.form, to: &support, detector)
        let wantsMore = support.logit + Weights.against < 0 || tally.wantsEvidence(detector)
        let heading = column == nil && wantsMore ? heading(of: range, view, detector) : nil
        if let header = column?.header ?? heading?.says {
            support.header = header
            support.logit += header ? set.weights[detector].context + Weights.header : Weights.against
        } else if wantsMore, column?.isWhole != true {
            // Where the value fills its cell, no word stands beside it.
            addWords(to: &support, detector, range, view, cell: column?.start ?? heading?.cell)
        }
        if support.logit > choice.best?.support.logit ?? -.infinity { choice.best = (match, detector, support) }
    }

    /// Counts what the text most likely holds at a place.
    private mutating func take(
        _ choice: Choice, _ view: ByteView, _ inner: ByteView, _ narrow: NarrowWindow?, _ tally: inout Tally
    ) {
        if let best = choice.best, best.support.counts {
            let range = range(of: best.match, narrow)
            consumed = range.upperBound
            deliver(best.match, best.detector, best.support, view, inner, range, &tally)
        } else if choice.waits, let end = choice.firstEnd {
            // The cell is spoken for, whatever its column turns out to be.
            consumed = max(consumed, (narrow?.origins[end] ?? end) + base)
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
            table.close(column, detector, match.shape, most: set.weights[detector].most)
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
