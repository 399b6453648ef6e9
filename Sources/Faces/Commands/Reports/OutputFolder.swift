import Files
import Glibc
import Model

/// A folder that results are written to: all of them, or none.
struct OutputFolder {
    /// Its path.
    let path: String

    /// Writes files under their names.
    ///
    /// All are written and flushed under names of their own first, so that a full disk leaves the folder as it was.
    ///
    /// - Throws: `Fault` (`files.…`) placed at the path that failed.
    func write(_ files: [String: [UInt8]]) throws(Fault) {
        try AtomicFile.makeFolder(path)
        var waiting: [(from: String, to: String)] = []
        do throws(Fault) {
            for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                let temporary = "\(path)/.\(name).\(getpid())"
                try AtomicFile.write(bytes, to: temporary)
                waiting.append((temporary, "\(path)/\(name)"))
            }
            while let next = waiting.first {
                guard rename(next.from, next.to) == 0 else {
                    let problem = String(cString: strerror(errno))
                    throw Fault("files.unreadable", ["problem": problem], at: SourcePlace(file: next.to))
                }
                waiting.removeFirst()
            }
        } catch {
            for (temporary, _) in waiting { unlink(temporary) }
            throw error
        }
    }
}
