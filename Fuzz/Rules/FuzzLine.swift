import Rules

/// Lines of any bytes are matched or refused by a rule with fields, wildcards and keywords.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLine(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let rule = """
        {title: t, id: i, logsource: {}, detection: {s: {a.b|contains: x, c|re: "^a+b"}, k: [foo], condition: s or k}}
        """
    guard let rules = try? SigmaParser().rules(Array(rule.utf8), file: "fuzz"), let plan = try? RulePlan(rules) else {
        preconditionFailure("the rule of this driver is not read")
    }
    bytes.withUnsafeBytes { raw in _ = try? plan.makeMatcher().matches(raw, logsource: LogSource()) }
    return 0
}
