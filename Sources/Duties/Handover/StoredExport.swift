import Backups
import CanonicalJSON
import Files
import Glibc
import Journal
import Model
import Threads
public import TransparencyLog

/// An export on disk that was found whole: every file is as its signed sums say, and every event is proven.
public struct StoredExport: Sendable, Hashable {
    /// The unit that it is of.
    public let unit: String
    /// How many files it has.
    public let files: Int
    /// How many events are proven.
    public let events: Int
    /// The log's name.
    public let origin: String

    private static let sumsLimit = 256 << 20
    private static let fileLimit = 2_000_000
    private static let lineLimit = 33 << 20
    private static let smallLimit = 1 << 20

    /// Reads an export to its end, without the record that it was made of.
    ///
    /// - Parameter log: the log's public keys as they are known from elsewhere; those in the export itself where nil,
    ///   which shows that it is whole, and not whose it is.
    /// - Throws: `Fault` (`handover.incomplete`, `handover.changed`, `handover.not-signed`, `journal.receipt-…`,
    ///   `files.…`) placed at the file.
    public static func check(_ path: String, log: LogVerifier?) async throws -> StoredExport {
        try await Blocking.run { try StoredExport(path, log) }
    }

    private init(_ path: String, _ log: LogVerifier?) throws {
        let sums = try Self.read(path, ExportNames.sums, limit: Self.sumsLimit)
        let verifier = try Self.log(path, log)
        try Self.checkSignature(path, sums, verifier)
        guard let entries = ExportSums(sums)?.entries else { throw Self.changed(path, ExportNames.sums) }
        let there = Set(try BoundedFile.list(path, limit: Self.fileLimit))
        let known = Set(entries.map(\.name)).union([ExportNames.sums, ExportNames.signature])
        if let missing = known.subtracting(there).sorted().first {
            throw Fault("handover.incomplete", at: SourcePlace(file: "\(path)/\(missing)"))
        }
        if let more = there.subtracting(known).sorted().first { throw Self.changed(path, more) }
        for entry in entries where try FileDigest(of: "\(path)/\(entry.name)").hexadecimal != entry.digest {
            throw Self.changed(path, entry.name)
        }
        guard let manifest = try? JSONValue(parsing: Self.read(path, ExportNames.manifest, limit: Self.smallLimit)),
            let unit = manifest["unit"]?.text
        else { throw Self.changed(path, ExportNames.manifest) }
        self.unit = unit
        files = entries.count
        origin = verifier.origin
        events = try Self.checkEvents(path, verifier)
        // A receipt without its event would count for one that is there.
        let receipts = entries.filter { $0.name.hasPrefix(ExportNames.receipts + "/") }.count
        guard receipts == events else { throw Self.changed(path, ExportNames.events) }
    }

    private static func log(_ path: String, _ given: LogVerifier?) throws(Fault) -> LogVerifier {
        let checkpoint = try read(path, ExportNames.checkpoint, limit: smallLimit)
        let text = String(decoding: try read(path, ExportNames.key, limit: smallLimit), as: UTF8.self)
        guard let log = given ?? LogVerifier(text) else { throw changed(path, ExportNames.key) }
        guard let note = SignedNote(checkpoint), let head = try? log.checkpoint(of: note) else {
            throw Fault("handover.not-signed", at: SourcePlace(file: "\(path)/\(ExportNames.checkpoint)"))
        }
        return log.following(head.rotations)
    }

    private static func checkSignature(_ path: String, _ sums: [UInt8], _ log: LogVerifier) throws(Fault) {
        guard let note = SignedNote(try read(path, ExportNames.signature, limit: smallLimit)),
            note.text == ExportNames.signedText(FileDigest.hexadecimal(of: sums))
        else { throw changed(path, ExportNames.sums) }
        guard log.keys.contains(where: { $0.verifies(note) }) else {
            throw Fault("handover.not-signed", at: SourcePlace(file: "\(path)/\(ExportNames.signature)"))
        }
    }

    /// Checks the receipt of each event; gives how many there are.
    private static func checkEvents(_ path: String, _ log: LogVerifier) throws -> Int {
        var (count, line): (Int, [UInt8]) = (0, [])
        func check() throws {
            guard let id = (try? JSONValue(parsing: line))?["id"]?.text,
                BackupManifest.isInside(ExportNames.receipt(of: id))
            else { throw changed(path, ExportNames.events) }
            let name = ExportNames.receipt(of: id)
            do throws(Fault) {
                try ReceiptFile.verify(receipt: try read(path, name, limit: smallLimit), event: line, log: log)
            } catch {
                throw Fault(error.message, at: SourcePlace(file: "\(path)/\(name)"))
            }
            count += 1
            line = []
        }
        try BoundedFile.forEachBlock(of: "\(path)/\(ExportNames.events)") { block in
            for part in block.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
                if part.offset > 0 { try check() }
                line += part.element
                guard line.count <= lineLimit else { throw changed(path, ExportNames.events) }
            }
        }
        guard line.isEmpty else { throw changed(path, ExportNames.events) }
        return count
    }

    private static func read(_ path: String, _ name: String, limit: Int) throws(Fault) -> [UInt8] {
        let file = "\(path)/\(name)"
        guard access(file, F_OK) == 0 else { throw Fault("handover.incomplete", at: SourcePlace(file: file)) }
        return try BoundedFile.read(file, limit: limit)
    }

    private static func changed(_ path: String, _ name: String) -> Fault {
        Fault("handover.changed", at: SourcePlace(file: "\(path)/\(name)"))
    }
}
