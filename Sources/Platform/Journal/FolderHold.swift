import Glibc
import Model

/// Says, by a lock that the system takes from a program that dies, that a data folder is in use.
final class FolderHold: Sendable {
    private let descriptor: Int32

    /// Holds a folder, beside others.
    init(_ folder: DataFolder) throws(Fault) {
        let path = folder.path + "/in-use"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Fault(
                "files.unreadable", ["problem": String(cString: strerror(errno))], at: SourcePlace(file: path))
        }
        while flock(descriptor, LOCK_SH) != 0, errno == EINTR {}
    }

    deinit { close(descriptor) }

    /// Runs a body while nobody else holds the folder.
    ///
    /// - Throws: `Fault` (`journal.in-use`) where somebody does.
    func alone<Value>(_ body: () async throws -> Value) async throws -> Value {
        // To ask for more gives up what is held, also where it is refused.
        defer { flock(descriptor, LOCK_SH) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Fault("journal.in-use") }
        return try await body()
    }
}
