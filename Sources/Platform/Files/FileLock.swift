import Glibc
public import Model

/// A lock on a file that the system takes from a program that dies (flock(2)).
public final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, and waits for it where others hold it otherwise.
    ///
    /// - Parameters:
    ///   - path: the file, made where it is not there.
    ///   - isShared: whether others may hold it beside.
    /// - Throws: `Fault` (`files.…`): a lock that cannot be taken is never taken for one that is held.
    public init(_ path: String, isShared: Bool = false) throws(Fault) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw BoundedFile.fault(errno, at: SourcePlace(file: path)) }
        while flock(descriptor, isShared ? LOCK_SH : LOCK_EX) != 0 {
            let code = errno
            guard code == EINTR else {
                close(descriptor)
                throw BoundedFile.fault(code, at: SourcePlace(file: path))
            }
        }
    }

    deinit { close(descriptor) }

    /// Runs a body while nobody else holds the lock, which is held beside others before and after; nil where somebody
    /// else does hold it.
    public func alone<Value>(_ body: () async throws -> Value) async throws -> Value? {
        // To ask for more gives up what is held, also where it is refused.
        defer { flock(descriptor, LOCK_SH) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        return try await body()
    }
}
