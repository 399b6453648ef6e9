/// The names of what lies in a backup.
enum BackupNames {
    /// What the rest is; it is written last but one.
    static let manifest = "manifest.json"
    /// The digest of the manifest, signed by the log's key (C2SP signed-note); it is written last.
    static let signature = "manifest.note"
    /// Every table of the database, in the layout that `Storage` describes.
    static let database = "database"
    /// The newest signed checkpoint.
    static let checkpoint = "log/checkpoint"
    /// The secret keys, where they were asked for.
    static let keys = "keys"

    /// The signed text before the digest's line.
    static let signedLine = "seawall backup "

    /// What is signed: the layout and the manifest's digest.
    static func signedText(_ digest: String) -> String { "\(signedLine)\(BackupManifest.version)\n\(digest)\n" }
}
