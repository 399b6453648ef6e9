import JSONCursor
public import Model

/// A rule that matched a record.
public struct RuleMatch: Sendable, Hashable {
    /// The rule's place in the plan.
    public let index: Int
    /// The rule's id.
    public let rule: String
}

/// Matches records against a plan. It keeps buffers between records, so each thread has its own.
public final class RuleMatcher {
    private let plan: RulePlan
    /// One for each source met so far: they are few, and comparing a few is sooner done than hashing one.
    private var sources: [LogSource] = []
    private var evaluations: [GroupEvaluation] = []

    init(_ plan: RulePlan) { self.plan = plan }

    /// The rules that match one JSON object, such as a line of a log.
    ///
    /// - Parameters:
    ///   - line: UTF-8.
    ///   - logsource: where it comes from: rules for other sources are passed over.
    /// - Throws: `Fault` (`rules.not-json`; `rules.expression-limit`, placed at the rule).
    public func matches(_ line: UnsafeRawBufferPointer, logsource: LogSource) throws(Fault) -> [RuleMatch] {
        try match(logsource) { (evaluation) throws(Fault) in
            do throws(JSONCursor.Fault) {
                try evaluation.values.read(line, evaluation.group.tree)
            } catch {
                throw Fault("rules.not-json", ["offset": String(error.offset)])
            }
        }
    }

    /// The rules that match one record.
    ///
    /// - Throws: `Fault` (`rules.expression-limit`, placed at the rule).
    public func matches(record: Facts, logsource: LogSource) throws(Fault) -> [RuleMatch] {
        try match(logsource) { (evaluation) throws(Fault) in
            evaluation.values.read(record, evaluation.group.tree, evaluation.group.fields)
        }
    }

    private func match(
        _ logsource: LogSource, _ read: (inout GroupEvaluation) throws(Fault) -> Void
    ) throws(Fault) -> [RuleMatch] {
        let place = place(of: logsource)
        evaluations[place].reset()
        try read(&evaluations[place])
        var matches: [RuleMatch] = []
        var failed: SigmaRule?
        do throws(Fault) {
            try evaluations[place].eachHolding {
                matches.append(RuleMatch(index: $0, rule: plan.rules[$0].id))
            } failed: {
                failed = plan.rules[$0]
            }
        } catch {
            throw Fault(error.message, at: error.place ?? failed?.place)
        }
        return matches
    }

    private func place(of logsource: LogSource) -> Int {
        if let place = sources.firstIndex(of: logsource) { return place }
        sources.append(logsource)
        evaluations.append(makeEvaluation(logsource))
        return sources.count - 1
    }

    private func makeEvaluation(_ logsource: LogSource) -> GroupEvaluation {
        let rules = plan.rules.enumerated().filter { $0.element.logsource.covers(logsource) }
        return GroupEvaluation(group: RuleGroup(rules.map { ($0.offset, $0.element) }))
    }
}
