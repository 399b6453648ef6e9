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
        let note = SignedNote(try read(path, ExportNames.signature, limit: smallLimit))
        if let version = note.flatMap({ ExportNames.version(ofSigned: $0.text) }), version != ExportNames.version {
            throw Fault(
                "handover.other-layout", ["version": String(version), "known": String(ExportNames.version)],
                at: SourcePlace(file: "\(path)/\(ExportNames.signature)"))
        }
        guard let note, note.text == ExportNames.signedText(FileDigest.hexadecimal(of: sums))
        else { throw changed(path, ExportNames.sums) }
        guard log.keys.contains(where: { $0.verifies(note) }) else {
            throw Fault("handover.not-signed", at: SourcePlace(file: "\(path)/\(ExportNames.signature)"))
        }
    }

    /// Checks the receipt of each event, which stands in the same line of another file; gives how many there are.
    private static func checkEvents(_ path: String, _ log: LogVerifier) throws(Fault) -> Int {
        let (eventFile, receiptFile) = ("\(path)/\(ExportKind.events.file)", "\(path)/\(ExportKind.receipts.file)")
        let events = try LineFile(eventFile, limit: lineLimit)
        let receipts = try LineFile(receiptFile, limit: smallLimit)
        var check = ReceiptCheck(log)
        while let event = try events.next() {
            let place = SourcePlace(file: receiptFile, line: events.number)
            guard let line = try receipts.next() else { throw Fault("handover.changed", at: place) }
            guard let id = (try? JSONValue(parsing: event))?["id"]?.text, let value = try? JSONValue(parsing: line),
                value["id"]?.text == id, let receipt = value["receipt"]?.text
            else { throw Fault("handover.changed", at: place) }
            do throws(Fault) {
                try check.verify(receipt: Array(receipt.utf8), event: event)
            } catch {
                throw Fault(error.message, at: place)
            }
        }
        // A receipt without its event would count for one that is there.
        guard try receipts.next() == nil else {
            throw Fault("handover.changed", at: SourcePlace(file: receiptFile, line: receipts.number))
        }
        return events.number
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
