import Files
import Model

/// Says, by a lock that the system takes from a program that dies, that a data folder is in use.
final class FolderHold: Sendable {
    private let lock: FileLock

    /// Holds a folder, beside others.
    init(_ folder: DataFolder) throws(Fault) { lock = try FileLock(folder.path + "/in-use", isShared: true) }

    /// Runs a body while nobody else holds the folder.
    ///
    /// - Throws: `Fault` (`journal.in-use`) where somebody does.
    func alone<Value>(_ body: () async throws -> Value) async throws -> Value {
        guard let value = try await lock.alone(body) else { throw Fault("journal.in-use") }
        return value
    }
}
