/// The names of what lies in the export of a body.
enum ExportNames {
    /// What the export is, and how many records of each kind it holds.
    static let manifest = "manifest.json"
    /// SHA-256 of every other file, as `sha256sum --check` reads it.
    static let sums = "SHA256SUMS"
    /// The digest of the sums, signed by the log's key (C2SP signed-note); it is written last.
    static let signature = "SHA256SUMS.note"
    /// The checkpoint that all receipts are by.
    static let checkpoint = "checkpoint"
    /// The log's public keys.
    static let key = "log-key.txt"

    /// The layout that this program writes, and the only one that it checks.
    static let version = 2
    private static let signedLine = "seawall export "

    /// What is signed: the layout and the digest of the sums.
    static func signedText(_ digest: String) -> String { "\(signedLine)\(version)\n\(digest)\n" }

    /// The layout that a signed text names; nil where it is none of an export.
    static func version(ofSigned text: String) -> Int? {
        guard text.hasPrefix(signedLine) else { return nil }
        return Int(text.dropFirst(signedLine.count).prefix { $0 != "\n" })
    }
}
