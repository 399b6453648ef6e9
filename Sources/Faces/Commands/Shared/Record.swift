import Assurance
import CanonicalJSON
import ContentFiles
import Identity
import Journal
import Model
import Programme
import Sealing
import Secrets
import Storage
import TransparencyLog
import Work

/// The record of a data folder, open.
struct Record: Sendable {
    let programme: Programme
    let journal: Journal
    let database: any Database
    let keys: Keys
    /// Where the master key comes from.
    let masterKey: KeySource
    /// Where checkpoints that witnesses have cosigned may be kept.
    let cosignedFolder: String
    /// Where assessments wait for a server.
    let outboxFolder: String

    /// The tree that systems belong to.
    var units: Units { Units(journal: journal, database: database) }

    /// What events make in the database.
    static let projections: [any Projection] = [IdentityProjection(), ProgrammeProjection()]
    /// The schema of what no event makes.
    static let alongside = Sealer.migrations + JobQueue.migrations

    /// Opens the record of a data folder, making it where it is new.
    static func open(_ option: DataOption, _ session: Session) async throws -> Record {
        let folder = try DataFolder(option.data)
        let log: LogPlace = option.database == nil ? .files : .database
        try folder.refuseSecondRecord(log)
        let source = try keySource(option)
        let keys = try Keys(folder, source: source)
        let database = try session.adapters.database(option, folder: folder.path)
        let journal = try await Journal(
            folder: folder, keys: keys, database: database, projections: projections, alongside: alongside, log: log)
        let clock = try RemediationClock(content: session.content.path)
        return Record(
            programme: Programme(journal: journal, database: database, clock: clock), journal: journal,
            database: database, keys: keys, masterKey: source ?? .folder(folder.path + "/keys"),
            cosignedFolder: folder.path + "/log/cosigned", outboxFolder: folder.path + outbox)
    }

    /// Where assessments wait for a server, without the rest of the record.
    static func outboxFolder(_ option: DataOption) throws(Fault) -> String { try DataFolder(option.data).path + outbox }

    private static let outbox = "/outbox"

    /// The keys of a data folder alone, for fingerprints.
    static func keys(_ option: DataOption) throws(Fault) -> Keys {
        try Keys(DataFolder(option.data), source: keySource(option))
    }

    private static func keySource(_ option: DataOption) throws(Fault) -> KeySource? {
        guard let keys = option.keys else { return nil }
        return try KeySource(option: keys)
    }

    /// Records an assessment, and gives it its checkpoint.
    ///
    /// - Parameter fresh: the observations that are not in the record yet.
    /// - Returns: the files that prove it: receipt, event and public key.
    func keep(
        _ assessment: inout Assessment, fresh: [Observation], _ session: Session
    ) async throws -> [String: [UInt8]] {
        let unit = try await unit(of: assessment)
        try await programme.record(assessment.record(fresh: fresh), registering: assessment.entry(in: unit))
        let (proof, event) = try await journal.receipt(of: assessment.id)
        assessment.checkpoint = proof.checkpoint.description
        return [
            "receipt.tlog-proof": Array(proof.text.utf8), "receipt-event.json": event.canonicalBytes,
            "receipt-key.txt": Array(try await journal.verifier().description.utf8),
        ]
    }

    /// Where the register has the system, or else the unit that its file names as its department; nil where neither is
    /// there.
    private func unit(of assessment: Assessment) async throws -> (id: String, path: String)? {
        let subject = assessment.system.subject
        if let known = try await programme.system(subject.id, .everything)?.system { return (known.unit, known.path) }
        let named = subject.department.lowercased()
        let units = try await Units(journal: journal, database: database).all(.everything)
        let unit = units.first { unit in
            unit.id == named || Language.allCases.contains { unit.name[$0].lowercased() == named }
        }
        return unit.map { ($0.id, $0.path.text) }
    }
}
