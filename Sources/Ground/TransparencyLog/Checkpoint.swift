import BaseEncoding

/// A log's size and root, as a note's text states them (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Hashable {
    /// The log's name.
    public let origin: String
    /// How many leaves it has.
    public let size: UInt64
    /// The root over them.
    public let root: MerkleHash

    /// A checkpoint.
    public init(origin: String, size: UInt64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note; nil where it is not a checkpoint's. Lines that others may have added are passed over.
    public init?(_ text: String) {
        let lines = Lines.split(text.utf8)
        guard lines.count >= 4, lines.last?.isEmpty == true, !lines.dropLast().contains(where: \.isEmpty),
            let size = Lines.number(lines[1]), let root = Base64.standard.decode(lines[2]).flatMap({ MerkleHash($0) })
        else { return nil }
        self.init(origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root)
    }

    /// The text that is signed.
    public var text: String { "\(origin)\n\(size)\n\(Base64.standard.encode(root.bytes))\n" }
}
