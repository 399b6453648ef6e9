import CanonicalJSON
public import Model
public import TransparencyLog

/// Checks, offline and without the data folder, that a log holds an event.
public enum ReceiptFile {
    /// Checks a receipt.
    ///
    /// - Parameters:
    ///   - receipt: the `.tlog-proof` file; its extra data is the commitment's salt.
    ///   - event: the event as JSON, as it was handed out with the receipt.
    ///   - log: the log's public keys; one of them is enough, where a later one was handed the log by it.
    /// - Throws: `Fault` (`journal.receipt-malformed`, `journal.receipt-not-signed`, `journal.receipt-other-log`,
    ///   `journal.receipt-not-included`, `journal.not-json`) saying what does not fit.
    public static func verify(receipt: [UInt8], event: [UInt8], log: LogVerifier) throws(Fault) {
        guard let value = try? JSONValue(parsing: event), let event = Event(json: value) else {
            throw Fault("journal.not-json")
        }
        do throws(LogProof.Failure) {
            let proof = try LogProof(receipt)
            guard let salt = proof.extra else { throw LogProof.Failure.malformed }
            try proof.verify(entry: Commitment.of(event, salt: salt), log: log)
        } catch {
            throw Fault(id(of: error))
        }
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
