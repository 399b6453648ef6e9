public import Model
import Secrets

/// What a backup came to.
public struct BackupReport: Sendable, Hashable {
    /// What its manifest says.
    public let manifest: BackupManifest
    /// Where it lies.
    public let path: String

    /// What is said of it, and of the keys that must be kept apart from it.
    public var message: Message {
        var gaps = [
            "events": String(manifest.size), "root": manifest.root, "folder": path,
            "bytes": String(manifest.files.reduce(0) { $0 + $1.bytes }),
        ]
        guard !manifest.hasKeys else { return Message("backups.made-with-keys", gaps) }
        gaps["keys"] = Self.list(manifest.needed)
        return Message("backups.made", gaps)
    }

    /// Keys as a person reads them: each purpose with its ids.
    static func list(_ keys: [KeyPurpose: [String]]) -> String {
        keys.filter { !$0.value.isEmpty }.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value.joined(separator: " "))" }.joined(separator: ", ")
    }
}
