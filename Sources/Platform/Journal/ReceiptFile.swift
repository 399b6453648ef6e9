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
        var check = ReceiptCheck(log)
        try check.verify(receipt: receipt, event: event)
    }
}
