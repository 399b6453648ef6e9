public import Storage

/// What a door chooses for the commands.
public struct Adapters: Sendable {
    /// Opens the database of a data folder, making it where it is new.
    public var openDatabase: @Sendable (_ folder: String) throws -> any Database
    /// Opens the database at an address.
    public var openURL: @Sendable (_ url: String) throws -> any Database
    /// Opens an empty database in memory, for replays.
    public var openScratch: @Sendable () throws -> any Database
    /// The version and commit of the program.
    public var version: String

    /// A choice of adapters.
    public init(
        version: String, openDatabase: @escaping @Sendable (_ folder: String) throws -> any Database,
        openURL: @escaping @Sendable (_ url: String) throws -> any Database,
        openScratch: @escaping @Sendable () throws -> any Database
    ) {
        self.version = version
        self.openDatabase = openDatabase
        self.openURL = openURL
        self.openScratch = openScratch
    }

    /// Those of the running command. ArgumentParser makes the commands itself, so they cannot be handed them.
    @TaskLocal public static var current: Adapters?
}

extension Adapters {
    /// The database that an option names, or that of a data folder.
    func database(_ option: DataOption, folder: String) throws -> any Database {
        guard let url = option.database else { return try openDatabase(folder) }
        return try openURL(url)
    }
}
