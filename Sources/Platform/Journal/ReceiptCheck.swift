import CanonicalJSON
public import Model
public import TransparencyLog

/// Checks receipts one after another, offline and without the data folder: the signature of a checkpoint that many are by is
/// checked once.
public struct ReceiptCheck: Sendable {
    private let log: LogVerifier
    private var last: (note: SignedNote, head: Checkpoint)?

    /// - Parameter log: the log's public keys; one of them is enough, where a later one was handed the log by it.
    public init(_ log: LogVerifier) { self.log = log }

    /// Checks a receipt.
    ///
    /// - Parameters:
    ///   - receipt: the `.tlog-proof` file; its extra data is the commitment's salt.
    ///   - event: the event as JSON, as it was handed out with the receipt.
    /// - Throws: `Fault` (`journal.receipt-malformed`, `journal.receipt-not-signed`, `journal.receipt-other-log`,
    ///   `journal.receipt-not-included`, `journal.not-json`) saying what does not fit.
    public mutating func verify(receipt: [UInt8], event: [UInt8]) throws(Fault) {
        guard let value = try? JSONValue(parsing: event), let event = Event(json: value) else {
            throw Fault("journal.not-json")
        }
        do throws(LogProof.Failure) {
            let proof = try LogProof(receipt)
            guard let salt = proof.extra else { throw LogProof.Failure.malformed }
            try proof.verify(entry: Commitment.of(event, salt: salt), in: head(of: proof))
        } catch {
            throw Fault(Self.id(of: error))
        }
    }

    private mutating func head(of proof: LogProof) throws(LogProof.Failure) -> Checkpoint {
        if let last, last.note == proof.checkpoint { return last.head }
        let head = try proof.head(by: log)
        last = (proof.checkpoint, head)
        return head
    }

    private static func id(of failure: LogProof.Failure) -> String {
        switch failure {
        case .malformed: "journal.receipt-malformed"
        case .notSigned: "journal.receipt-not-signed"
        case .otherLog: "journal.receipt-other-log"
        case .notIncluded: "journal.receipt-not-included"
        }
    }
}
