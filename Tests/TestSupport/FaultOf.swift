public import Model
import Testing

/// The fault that a body ends with; nil where it ends well.
public func faultOf(_ body: () async throws -> Void) async -> Fault? {
    do {
        try await body()
        return nil
    } catch let fault as Fault {
        return fault
    } catch {
        Issue.record("not a fault: \(error)")
        return nil
    }
}
