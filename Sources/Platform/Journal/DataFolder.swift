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
    /// - Throws: `Fault` (`journal.no-home`, `files.…`) placed at the folder.
    public init(_ path: String?) throws(Fault) {
        self.path = try Self.place(path)
        try AtomicFile.makeFolder(self.path, mode: 0o700)
        try PrivateFile.refuseLooseMode(self.path)
        for folder in ["keys", "log"] {
            try AtomicFile.makeFolder(self.path + "/" + folder, mode: 0o700)
            try PrivateFile.refuseLooseMode(self.path + "/" + folder)
        }
    }

    /// A data folder with a record; nothing is made.
    ///
    /// - Throws: `Fault` (`journal.no-record`, `journal.no-home`, `files.loose-mode`) placed at the folder.
    public init(existing path: String?) throws(Fault) {
        self.path = try Self.place(path)
        guard hasRecord else { throw Fault("journal.no-record", at: SourcePlace(file: self.path)) }
        for folder in ["", "/keys", "/log"] { try PrivateFile.refuseLooseMode(self.path + folder) }
    }

    /// The folder that a path names, or the one that is used where none is named; it need not be there.
    ///
    /// - Throws: `Fault` (`journal.no-home`).
    public static func place(_ path: String?) throws(Fault) -> String {
        if let path { return path }
        return try standard()
    }

    /// Whether a log was begun with the keys of the folder.
    var hasRecord: Bool {
        access(path + "/log/checkpoint", F_OK) == 0 || access(path + "/log/" + Self.elsewhere, F_OK) == 0
    }

    /// The files of the folder that no database, log or key makes: what waits to be sent, checkpoints that witnesses
    /// cosigned, configuration.
    ///
    /// - Parameter withSecrets: whether the key that the server shows itself by is among them.
    /// - Throws: `Fault` (`files.…`).
    public func otherFiles(withSecrets: Bool) throws(Fault) -> [String] {
        let made: Set = [
            "keys", "in-use", "log/tile", "log/checkpoint", "log/lock", "log/" + Self.elsewhere, "seawall.sqlite",
            "seawall.sqlite-wal", "seawall.sqlite-shm", "seawall.sqlite.lock",
        ]
        return try BoundedFile.list(path, except: withSecrets ? made : made.union(["tls"]))
    }

    /// Refuses to begin a second record beside one that lies in another place under the same keys. To be asked before a
    /// database is opened.
    ///
    /// - Throws: `Fault` (`journal.record-in-database`, `journal.record-in-files`) placed at the folder.
    public func refuseSecondRecord(_ place: LogPlace) throws(Fault) {
        switch place {
        case .files:
            guard access(path + "/log/" + Self.elsewhere, F_OK) != 0 else {
                throw Fault("journal.record-in-database", at: SourcePlace(file: path))
            }
        case .database:
            guard access(path + "/log/checkpoint", F_OK) != 0 else {
                throw Fault("journal.record-in-files", at: SourcePlace(file: path))
            }
        }
    }

    /// Keeps in mind that a log was begun elsewhere than in the folder's own files.
    func markRecord() throws(Fault) {
        let path = path + "/log/" + Self.elsewhere
        if access(path, F_OK) != 0 { try AtomicFile.write([], to: path, mode: 0o600) }
    }

    private static let elsewhere = "in-database"

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
