import Files
import Glibc
public import Model

/// The folder with the record and its keys: for one account alone.
public struct DataFolder: Sendable {
    /// Its path.
    public let path: String

    /// A data folder, made where it is new (mode 0700).
    ///
    /// - Parameter path: the folder; `seawall` in the XDG data folder where nil.
    /// - Throws: `Fault` (`journal.no-home`, `journal.loose-mode`, `files.…`) placed at the folder.
    public init(_ path: String?) throws(Fault) {
        if let path { self.path = path } else { self.path = try Self.standard() }
        try AtomicFile.makeFolder(self.path, mode: 0o700)
        try Self.refuseLooseMode(self.path)
        for folder in ["keys", "log"] {
            try AtomicFile.makeFolder(self.path + "/" + folder, mode: 0o700)
            try Self.refuseLooseMode(self.path + "/" + folder)
        }
    }

    /// Refuses a file or folder that others than its owner may use.
    static func refuseLooseMode(_ path: String) throws(Fault) {
        var information = stat()
        guard stat(path, &information) == 0 else { return }
        guard information.st_mode & 0o077 == 0 else {
            let mode = String(information.st_mode & 0o777, radix: 8)
            throw Fault("journal.loose-mode", ["mode": mode], at: SourcePlace(file: path))
        }
    }

    private static func standard() throws(Fault) -> String {
        if let folder = absolute("XDG_DATA_HOME") { return folder + "/seawall" }
        guard let home = absolute("HOME") else { throw Fault("journal.no-home") }
        return home + "/.local/share/seawall"
    }

    /// The XDG specification has relative paths ignored.
    private static func absolute(_ variable: String) -> String? {
        getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
