/// One file to extract text from: what a scan hands to a worker, and what it resumes at.
public struct ExtractionUnit: Sendable, Hashable {
    /// Where the file lies, for people: control characters made visible.
    public var path: String { root.display + (components.isEmpty ? "" : (root.display == "/" ? "" : "/") + name) }
    /// The path below the root of the walk, for people; the file's own name where the root is a file.
    public let name: String
    /// Bytes, when it was listed.
    public let size: Int64
    /// When it last changed, in nanoseconds since 1970-01-01T00:00:00Z.
    public let modified: Int64

    /// The path the walk was asked for.
    let root: Root
    /// The raw names from the root to the file; none where the root is the file itself.
    let components: [[UInt8]]

    /// The path that a walk starts from, as it was given and as it is shown.
    struct Root: Sendable, Hashable {
        let path: String
        let display: String

        init(_ path: String) {
            self.path = path
            display = DisplayName(Array(path.utf8)).text
        }
    }
}
