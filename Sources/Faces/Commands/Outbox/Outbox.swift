import Assurance
import CanonicalJSON
import Files
import Glibc
import Model

/// Assessments that are to be sent to a server: a file each in the data folder, until the server has them.
///
/// An assessment is put here before it is sent, so that neither a broken line nor a killed program loses it; the server
/// knows by its id one that is sent twice.
struct Outbox: Sendable {
    /// What sending came to.
    struct Report: Sendable {
        /// How many the server has now.
        var sent = 0
        /// How many still wait.
        var waiting = 0
        /// How many the server will never take; they are kept apart.
        var refused = 0
        /// Why the last of them was not taken.
        var reason: Fault?
    }

    private struct Entry {
        let file: String
        let id: String
        let system: String
        let assessment: JSONValue
    }

    private static let limit = 64 << 20
    /// The folder.
    let folder: String
    private var refusedFolder: String { folder + "/refused" }

    /// Puts an assessment in.
    ///
    /// - Throws: `Fault` (`files.…`).
    func put(_ assessment: Assessment, for server: AssessmentServer) throws(Fault) {
        try AtomicFile.makeFolder(folder, mode: 0o700)
        var members = assessment.summary.members ?? [:]
        members["observations"] = .array(assessment.observations.map(\.json))
        let entry: JSONValue = [
            "server": .string(server.url), "system": .string(assessment.system.subject.id),
            "assessment": .object(members),
        ]
        try AtomicFile.write(entry.canonicalBytes, to: "\(folder)/\(assessment.id).json", mode: 0o600)
    }

    /// Sends what waits for a server, the oldest first. It blocks.
    ///
    /// - Throws: `Fault` (`files.…`, `commands.outbox-unreadable`).
    func send(to server: AssessmentServer) throws(Fault) -> Report {
        var report = Report()
        var isStopped = false
        for entry in try entries(for: server) {
            guard !isStopped else {
                report.waiting += 1
                continue
            }
            switch server.send(entry.assessment, of: entry.system, id: entry.id) {
            case .taken:
                let path = "\(folder)/\(entry.file)"
                guard unlink(path) == 0 else { throw BoundedFile.fault(errno, at: SourcePlace(file: path)) }
                report.sent += 1
            case .later(let fault, let othersToo):
                report.waiting += 1
                report.reason = fault
                isStopped = othersToo
            case .refused(let fault):
                try AtomicFile.makeFolder(refusedFolder, mode: 0o700)
                let path = "\(folder)/\(entry.file)"
                guard rename(path, "\(refusedFolder)/\(entry.file)") == 0 else {
                    throw BoundedFile.fault(errno, at: SourcePlace(file: path))
                }
                report.refused += 1
                report.reason = fault
            }
        }
        return report
    }

    private func entries(for server: AssessmentServer) throws(Fault) -> [Entry] {
        guard access(folder, F_OK) == 0 else { return [] }
        var entries: [Entry] = []
        for file in try BoundedFile.list(folder) where file.hasSuffix(".json") && !file.contains("/") {
            let path = "\(folder)/\(file)"
            let value = try? JSONValue(parsing: BoundedFile.read(path, limit: Self.limit))
            guard let value, let url = value["server"]?.text, let system = value["system"]?.text,
                let assessment = value["assessment"], let id = assessment["id"]?.text
            else { throw Fault("commands.outbox-unreadable", at: SourcePlace(file: path)) }
            guard url == server.url else { continue }
            entries.append(Entry(file: file, id: id, system: system, assessment: assessment))
        }
        return entries
    }
}
