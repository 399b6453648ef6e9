public import Model

/// The files below a path, listed as they are asked for: in byte order of their names, folders where they stand.
public struct UnitWalk: Sequence, Sendable {
    /// A file to extract, or something that could not be listed.
    public enum Item: Sendable, Hashable {
        /// A regular file.
        case unit(ExtractionUnit)
        /// A link, a special file, a folder without permission, or what lies beyond a limit.
        case notScanned(path: [String], reason: Message)
    }

    let root: ExtractionUnit.Root
    let limits: ExtractionLimits

    /// Starts at the root; each iterator walks anew.
    public func makeIterator() -> Iterator { Iterator(walker: FolderWalker(root: root, limits: limits)) }

    /// One walk.
    public struct Iterator: IteratorProtocol {
        let walker: FolderWalker

        /// The next file or note, nil at the end.
        public mutating func next() -> Item? { walker.next() }
    }
}
