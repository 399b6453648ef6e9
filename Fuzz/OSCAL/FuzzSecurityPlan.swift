import CanonicalJSON
import OSCAL

/// System security plans of any JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSecurityPlan(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = try? JSONValue(parsing: bytes) else { return 0 }
    // The input as a whole, and as the part that says what the system is.
    for json in [
        value, ["system-security-plan": ["metadata": ["oscal-version": "1.1.2"], "system-characteristics": value]],
    ] {
        guard let plan = try? SystemSecurityPlan(json: json) else { continue }
        precondition(!plan.name.isEmpty && !plan.identifiers.isEmpty)
    }
    return 0
}
