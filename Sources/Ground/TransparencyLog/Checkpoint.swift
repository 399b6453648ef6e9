import BaseEncoding

/// A log's size and root, as a note's text states them (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Hashable {
    /// The log's name.
    public let origin: String
    /// How many leaves it has.
    public let size: UInt64
    /// The root over them.
    public let root: MerkleHash
    /// Further lines, which a log may give a meaning of its own.
    public let extensions: [String]

    /// A checkpoint.
    public init(origin: String, size: UInt64, root: MerkleHash, extensions: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a note; nil where it is not a checkpoint's.
    public init?(_ text: String) {
        let lines = Lines.split(text.utf8)
        guard lines.count >= 4, lines.last?.isEmpty == true, !lines.dropLast().contains(where: \.isEmpty),
            let size = Lines.number(lines[1]), let root = Base64.standard.decode(lines[2]).flatMap({ MerkleHash($0) })
        else { return nil }
        self.init(
            origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root,
            extensions: lines[3...].dropLast().map { String(decoding: $0, as: UTF8.self) })
    }

    /// The text that is signed.
    public var text: String {
        "\(origin)\n\(size)\n\(Base64.standard.encode(root.bytes))\n" + extensions.map { $0 + "\n" }.joined()
    }

    /// The keys that the log was handed to, the first one first.
    public var rotations: [KeyRotation] { extensions.compactMap { KeyRotation(line: $0, origin: origin) } }
}
