/// How a server is run.
struct ServerOptions: Sendable {
    /// Where it listens.
    let listen: ListenAddress
    /// The data folder.
    let data: String
    /// The content folder.
    let content: String
    /// The host names that it answers for, with ports where they are not 443; any where empty.
    let hosts: Set<String>
    /// How far local time is ahead of UTC, in minutes.
    let zoneMinutes: Int
    /// The version that runs.
    let version: String
}
