import Identity

/// What people type of agreements: what is taken shows no more than a field has.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAgreement(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let words = text.split(separator: " ").map(String.init)
    if let extents = try? AgreementTerms.extents(words) {
        for (field, extent) in extents { precondition(extent > .none && field.extents.contains(extent)) }
    }
    if let facts = try? AgreementTerms.withheld(words) {
        precondition(facts.count <= AgreementTerms.withheldLimit && facts.allSatisfy { $0.utf8.count <= 100 })
    }
    return 0
}
