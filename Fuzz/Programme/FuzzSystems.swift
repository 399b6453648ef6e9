import Model

@testable import Programme

/// Files of systems of any bytes: CSV, JSON and security plans. What is read is what the register takes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSystems(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let head = Array("id,unit,name.en,tier,grade,exposure,personalData\n".utf8)
    for input in [bytes, head + bytes] {
        guard
            let systems = try? SystemImport.systems(input, file: "fuzz", units: ["gov": "gov/"], unit: "gov")
        else { continue }
        precondition(Set(systems.map(\.id)).count == systems.count)
        for system in systems {
            precondition(RegisteredSystem.isID(system.id) && (1...3).contains(system.tier) && system.path == "gov/")
            precondition(RegisteredSystem(id: system.id, json: system.json) == system)
        }
    }
    return 0
}
