/// Whose detectors a file holds, and what they are held to.
enum DetectorOrigin: Sendable, Hashable {
    /// The centre's own.
    case centre
    /// An overlay's: ids begin with its namespace, texts may lack Chinese, and patterns of unknown origin have limits within
    /// which they compile in seconds.
    case overlay(namespace: String)

    /// Patterns of one overlay.
    static let mostPatterns = 64
    /// Bytes of one pattern of an overlay.
    static let longestPattern = 256
    /// Bytes that a pattern of an overlay may match.
    static let widestMatch = 512
    /// Bytes of all detector files of one overlay: their words are compared with each other.
    static let mostBytes = 256 << 10

    var namespace: String? { if case .overlay(let namespace) = self { namespace } else { nil } }
}
