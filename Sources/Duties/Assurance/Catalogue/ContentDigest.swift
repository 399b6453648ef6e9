import BaseEncoding
import Crypto

/// SHA-256 over names and bytes of files.
struct ContentDigest {
    private var hash = SHA256()

    /// Adds a file. Names and lengths go in too, so that no two sets of files share a digest.
    mutating func add(_ name: String, _ bytes: [UInt8]) {
        hash.update(data: Array("\(name.utf8.count) \(name) \(bytes.count) ".utf8))
        hash.update(data: bytes)
    }

    /// The digest, in hexadecimal.
    var hexadecimal: String { Hexadecimal.encode(Array(hash.finalize())) }
}
