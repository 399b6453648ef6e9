import Glibc
public import Model

/// Files and folders that are for their owner alone.
public enum PrivateFile {
    /// Refuses a file or folder that others than its owner may use; one that is not there passes.
    ///
    /// - Throws: `Fault` (`files.loose-mode`) placed at the path.
    public static func refuseLooseMode(_ path: String) throws(Fault) {
        var information = stat()
        guard stat(path, &information) == 0 else { return }
        guard information.st_mode & 0o077 == 0 else {
            let mode = String(information.st_mode & 0o777, radix: 8)
            throw Fault("files.loose-mode", ["mode": mode], at: SourcePlace(file: path))
        }
    }

    /// The bytes of a file that nobody else may read.
    ///
    /// - Throws: `Fault` (`files.loose-mode`, and those of `BoundedFile.read`) placed at the path.
    public static func read(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
        try refuseLooseMode(path)
        return try BoundedFile.read(path, limit: limit)
    }
}
