import Files
import Glibc
import Model

/// A backup on disk.
final class BackupFile {
    let place: SourcePlace
    private let descriptor: Int32

    /// - Throws: `Fault` (`files.…`) placed at the file.
    init(_ path: String) throws(Fault) {
        place = SourcePlace(file: path)
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw BoundedFile.fault(errno, at: place) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Fault("files.not-regular", at: place)
        }
    }

    deinit { close(descriptor) }

    /// A reader from where the file now stands.
    func reader() throws -> BackupReader {
        try BackupReader(place: place) { [descriptor, place] count in
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                var got = 0
                repeat { got = Glibc.read(descriptor, buffer.baseAddress, count) } while got < 0 && errno == EINTR
                if got < 0 { failure = errno }
                filled = max(0, got)
            }
            guard failure == 0 else { throw BoundedFile.fault(failure, at: place) }
            return bytes
        }
    }

    /// Reads it to its end, and gives the steps of the schema that its database had run.
    func steps() throws -> Set<String> {
        var reader = try reader()
        var steps: Set<String> = []
        while let record = try reader.next() {
            if case .steps(let found) = record { steps = Set(found) }
        }
        return steps
    }
}
