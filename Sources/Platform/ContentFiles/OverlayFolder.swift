public import Model

/// The folder of an overlay: content that a department adds to the centre's, laid out as `Content` is.
///
/// All of it is read once, so that what is judged by is what the overlay's digest was taken of.
public struct OverlayFolder: Sendable {
    /// One file.
    public struct File: Sendable, Hashable {
        /// Its path within the folder.
        public let name: String
        /// All of it.
        public let bytes: [UInt8]

        /// A file at hand.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// What is refused beyond.
    public struct Limits: Sendable {
        /// Files of one overlay.
        public var files = 2_000
        /// Bytes of one file.
        public var fileBytes = 1 << 20
        /// Bytes of all files.
        public var bytes = 8 << 20
        /// Folders inside folders.
        public var depth = 8

        /// The limits for overlays of departments.
        public init() {}
    }

    /// The name of the file that says whose overlay it is.
    public static let manifest = "overlay.yaml"
    /// The folders that an overlay may have, and how the names of the files in them end.
    static let layout: [(folder: String, suffixes: [String])] = [
        ("controls", [".yaml"]), ("rules", [".yml", ".yaml", ".examples.json"]), ("detectors", [".yaml"]),
        ("i18n", ["/en.json", "/zh-Hant.json", "/zh-Hans.json"]),
    ]

    /// Its path.
    public let path: String
    /// The files, in the order of their names.
    public let files: [File]

    /// A folder whose files are at hand.
    public init(path: String, files: [File]) {
        self.path = path
        self.files = files.sorted { $0.name < $1.name }
    }

    /// Reads a folder. Hidden files are left out, and a `README.md`.
    ///
    /// - Throws: `Fault` (`content-files.overlay-…`, `files.…`) placed at the file.
    public init(reading path: String, limits: Limits = Limits()) throws(Fault) {
        var folder = path[...]
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        var reader = OverlayFolderReader(path: String(folder), limits: limits)
        self.init(path: String(folder), files: try reader.files())
    }

    /// The files of one of its folders.
    public func files(in folder: String) -> [File] { files.filter { $0.name.hasPrefix(folder + "/") } }

    /// Where a file of it stands, for faults.
    public func place(of name: String) -> String { path + "/" + name }
}
