import Assurance
import Journal
import Model
import Programme

struct Record: Sendable {
    let programme: Programme
    let fingerprint: @Sendable (UnsafeRawBufferPointer) -> String
    static func open(_ data: String?, _ session: Session) async throws -> Record { fatalError() }
    static func keys(_ data: String?) throws(Fault) -> Keys { fatalError() }
    func keep(_ assessment: inout Assessment, fresh: [Observation], _ session: Session) async throws -> [String: [UInt8]] { [:] }
}
