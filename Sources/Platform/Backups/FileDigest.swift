import BaseEncoding
import Crypto
import Files

/// How many bytes a file has, and SHA-256 of them.
public struct FileDigest: Sendable, Hashable {
    /// How many bytes there are.
    public let bytes: Int64
    /// SHA-256 of them, in hexadecimal.
    public let hexadecimal: String

    /// Reads a file of any size.
    ///
    /// - Throws: `Fault` (`files.…`) placed at the file.
    public init(of path: String) throws { try self.init(of: path) { _ in } }

    /// Copies a file; the copy is flushed, and for this account alone.
    ///
    /// - Throws: `Fault` (`files.…`) placed at either; no copy is left behind then.
    init(copying path: String, to copy: String) throws {
        var digest: FileDigest?
        try AtomicFile.write(to: copy, mode: 0o600) { append in digest = try FileDigest(of: path, to: append) }
        guard let digest else { preconditionFailure("a file that was written was read") }
        self = digest
    }

    private init(of path: String, to body: ([UInt8]) throws -> Void) throws {
        var hash = SHA256()
        var count: Int64 = 0
        try BoundedFile.forEachBlock(of: path) { block in
            hash.update(data: block)
            count += Int64(block.count)
            try body(block)
        }
        bytes = count
        hexadecimal = Hexadecimal.encode(Array(hash.finalize()))
    }

    /// SHA-256 of bytes at hand.
    public static func hexadecimal(of bytes: [UInt8]) -> String { Hexadecimal.encode(Array(SHA256.hash(data: bytes))) }
}
