extension RuleGroup {
    /// Lays out the conditions of rules: a slot for each field, a number for each distinct test.
    ///
    /// Steps are written from a condition's end to its beginning, because each has to know where it leads. They run in the
    /// order in which the condition names them.
    struct Builder {
        private(set) var fields: [String] = []
        private(set) var tests: [Test] = []
        private(set) var steps: [RuleStep] = []
        private var slots: [String: Int] = [:]
        private var known: [Key: Int] = [:]

        private struct Key: Hashable {
            let slot: Int
            let comparison: Comparison
        }

        /// Where a rule's condition begins.
        mutating func entry(of detection: Detection) -> RuleStep.Target {
            entry(of: detection.condition, detection.searches, RuleStep.holds, RuleStep.fails)
        }

        private mutating func entry(
            of condition: Condition, _ searches: [String: Search], _ whenTrue: RuleStep.Target,
            _ whenFalse: RuleStep.Target
        ) -> RuleStep.Target {
            switch condition {
            case .search(let name): searches[name].map { entry(of: $0, whenTrue, whenFalse) } ?? whenFalse
            case .not(let part): entry(of: part, searches, whenFalse, whenTrue)
            case .all(let parts):
                parts.reversed().reduce(whenTrue) { entry(of: $1, searches, $0, whenFalse) }
            case .any(let parts):
                parts.reversed().reduce(whenFalse) { entry(of: $1, searches, whenTrue, $0) }
            }
        }

        private mutating func entry(
            of search: Search, _ whenTrue: RuleStep.Target, _ whenFalse: RuleStep.Target
        ) -> RuleStep.Target {
            switch search {
            case .all(let parts): return parts.reversed().reduce(whenTrue) { entry(of: $1, $0, whenFalse) }
            case .any(let parts): return parts.reversed().reduce(whenFalse) { entry(of: $1, whenTrue, $0) }
            case .test(let test):
                let number = Int32(number(of: test))
                steps.append(
                    test.negated
                        ? RuleStep(test: number, whenTrue: whenFalse, whenFalse: whenTrue)
                        : RuleStep(test: number, whenTrue: whenTrue, whenFalse: whenFalse))
                return RuleStep.Target(steps.count - 1)
            }
        }

        private mutating func number(of test: FieldTest) -> Int {
            let slot = test.field.map { self.slot(of: $0) } ?? -1
            let key = Key(slot: slot, comparison: test.comparison)
            if let number = known[key] { return number }
            var other = -1
            if case .field(let field, _, _) = test.comparison { other = self.slot(of: field) }
            tests.append(Test(slot: slot, comparison: test.comparison, otherSlot: other))
            known[key] = tests.count - 1
            return tests.count - 1
        }

        private mutating func slot(of field: String) -> Int {
            if let slot = slots[field] { return slot }
            fields.append(field)
            slots[field] = fields.count - 1
            return fields.count - 1
        }
    }
}
