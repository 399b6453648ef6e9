import Glibc
public import Model

/// A file that is written once, part by part, in a folder that nobody else looks at yet; for its owner alone.
///
/// Where the folder is to be seen whole or not at all (`AtomicFolder`), its files need no place of their own beside it.
public final class NewFile: Sendable {
    private let descriptor: Int32
    private let place: SourcePlace

    /// Makes the file.
    ///
    /// - Throws: `Fault` (`files.…`) placed at the path, also where there is one already.
    public init(_ path: String) throws(Fault) {
        place = SourcePlace(file: path)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw BoundedFile.fault(errno, at: place) }
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    ///
    /// - Throws: `Fault` (`files.disk-full`, `files.…`) placed at the path.
    public func append(_ bytes: [UInt8]) throws(Fault) { try AtomicFile.append(bytes, to: descriptor, at: place) }

    /// Flushes what was appended.
    ///
    /// - Throws: `Fault` (`files.disk-full`, `files.…`) placed at the path.
    public func finish() throws(Fault) {
        guard fsync(descriptor) == 0 else { throw BoundedFile.fault(errno, at: place) }
    }
}
