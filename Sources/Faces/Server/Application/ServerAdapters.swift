public import Storage

/// What a door chooses for the server.
public struct ServerAdapters: Sendable {
    /// The version and commit of the program.
    public var version: String
    /// Opens the database of a data folder, making it where it is new.
    public var openFolder: @Sendable (_ folder: String) throws -> any Database
    /// Opens the database at a `postgresql://` address.
    public var openURL: @Sendable (_ url: String) throws -> any Database
    /// Opens an empty database in memory, for replays.
    public var openScratch: @Sendable () throws -> any Database

    /// A choice of adapters.
    public init(
        version: String, openFolder: @escaping @Sendable (_ folder: String) throws -> any Database,
        openURL: @escaping @Sendable (_ url: String) throws -> any Database,
        openScratch: @escaping @Sendable () throws -> any Database
    ) {
        self.version = version
        self.openFolder = openFolder
        self.openURL = openURL
        self.openScratch = openScratch
    }
}
