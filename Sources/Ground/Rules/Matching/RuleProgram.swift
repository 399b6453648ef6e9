import Model

/// A group's conditions and tests as they lie in memory, for the time of one record.
struct RuleProgram {
    let roots: UnsafeBufferPointer<(rule: Int, entry: RuleStep.Target)>
    let steps: UnsafeBufferPointer<RuleStep>
    let tests: UnsafeBufferPointer<CompiledTest>
    let literals: UnsafeBufferPointer<UInt8>

    /// The text that a test compares with.
    @inline(__always) func literal(of test: CompiledTest) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: literals[Int(test.start)..<Int(test.start) + Int(test.count)])
    }
}

extension RuleGroup {
    /// Hands over the program; it is not to be kept beyond the body.
    func withProgram<Value>(_ body: (RuleProgram) throws(Fault) -> Value) throws(Fault) -> Value {
        try roots.withUnsafeBufferPointer { (roots) throws(Fault) in
            try steps.withUnsafeBufferPointer { (steps) throws(Fault) in
                try compiled.withUnsafeBufferPointer { (tests) throws(Fault) in
                    try literals.withUnsafeBufferPointer { (literals) throws(Fault) in
                        try body(RuleProgram(roots: roots, steps: steps, tests: tests, literals: literals))
                    }
                }
            }
        }
    }
}
