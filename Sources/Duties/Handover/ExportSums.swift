import Backups

/// The digests of the files of an export, as `sha256sum` writes and checks them.
struct ExportSums: Sendable {
    /// A file, by its path in the folder.
    struct Entry: Sendable {
        let digest: String
        let name: String

        var line: String { "\(digest)  \(name)\n" }
    }

    let entries: [Entry]

    /// The text of the file.
    var text: String { entries.map(\.line).joined() }

    init(_ entries: [Entry]) { self.entries = entries }

    /// Reads lines of 64 digits, two blanks and a path inside the folder, each path once; nil where it is something else.
    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self), text.utf8.last == UInt8(ascii: "\n") else {
            return nil
        }
        var seen: Set<String> = []
        var entries: [Entry] = []
        for line in text.utf8.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let digest = line.prefix(64)
            let name = String(Substring(line.dropFirst(66)))
            guard digest.count == 64, digest.allSatisfy({ Self.digits.contains($0) }),
                line.dropFirst(64).prefix(2).elementsEqual("  ".utf8), BackupManifest.isInside(name),
                seen.insert(name).inserted
            else { return nil }
            entries.append(Entry(digest: String(Substring(digest)), name: name))
        }
        self.entries = entries
    }

    private static let digits = Set("0123456789abcdef".utf8)
}
