import CanonicalJSON
import Model
import Rules

/// A rule of any bytes is refused or matches a record without harm.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRule(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let rules = try? SigmaParser().rules(bytes, file: "fuzz"), let plan = try? RulePlan(rules) else { return 0 }
    let matcher = plan.makeMatcher()
    for rule in rules {
        _ = try? matcher.matches(record: ["a": "b", "c": ["d", 1, nil]], logsource: rule.logsource)
    }
    return 0
}
