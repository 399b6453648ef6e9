import Glibc
public import Model

/// Turns files of any format into text for a sink, within limits, and names everything it could not read.
///
/// It never writes to disk, follows no symbolic link, opens nothing but regular files, and holds no state: one value may
/// serve many threads at once.
public struct Extractor: Sendable {
    /// How much it does before it stops and says so.
    public let limits: ExtractionLimits

    /// An extractor with limits.
    public init(limits: ExtractionLimits = .init()) { self.limits = limits }

    /// The files at and below a path, in a fixed order, with what could not be listed.
    ///
    /// A path that is itself a symbolic link is followed, since it is what was asked for.
    /// - Throws: `extraction.path-missing`, or `extraction.path-unreadable`.
    public func units(of path: String) throws(Fault) -> UnitWalk {
        let root = ExtractionUnit.Root(path)
        guard let status = FileStatus(path: path) else {
            if errno == ENOENT || errno == ENOTDIR { throw Fault("extraction.path-missing", ["path": root.display]) }
            throw Self.unreadable(root)
        }
        if status.kind == .folder {
            let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard folder >= 0 else { throw Self.unreadable(root) }
            close(folder)
        }
        return UnitWalk(root: root, limits: limits)
    }

    private static func unreadable(_ root: ExtractionUnit.Root) -> Fault {
        let cause = String(cString: strerror(errno))
        return Fault("extraction.path-unreadable", ["path": root.display, "cause": cause])
    }

    /// Hands all text of a file to a sink. What cannot be read goes to `notScanned`; this never fails.
    ///
    /// The first name of every part's path is the unit's `name`.
    public func extract<Sink: TextSink>(_ unit: ExtractionUnit, into sink: inout Sink) {
        withUnsafeMutablePointer(to: &sink) { pointer in
            UnitReader(limits: limits, output: SinkOutput(pointer), unit: unit).run()
        }
    }
}
