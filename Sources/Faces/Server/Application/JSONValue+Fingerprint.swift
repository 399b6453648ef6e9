import BaseEncoding
import CanonicalJSON
import Crypto

extension JSONValue {
    /// Sixteen bytes in hexadecimal that are others for another value: for entity tags, and versions in forms.
    var fingerprint: String { Hexadecimal.encode(Array(SHA256.hash(data: canonicalBytes).prefix(16))) }
}
