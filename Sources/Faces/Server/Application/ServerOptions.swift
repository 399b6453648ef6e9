/// How a server is run.
public struct ServerOptions: Sendable {
    /// Where it listens.
    public var listen: ListenAddress
    /// The data folder.
    public var data: String
    /// The content folder.
    public var content: String
    /// A PEM file with the certificate chain; the server's own where nil.
    public var certificate: String?
    /// A PEM file with the key to it.
    public var key: String?
    /// The host names that it answers for, with ports where they are not 443; any where empty.
    public var hosts: Set<String>
    /// How far local time is ahead of UTC, in minutes.
    public var zoneMinutes: Int
    /// The version that runs.
    public var version: String

    /// Options.
    public init(
        listen: ListenAddress, data: String, content: String, certificate: String?, key: String?, hosts: Set<String>,
        zoneMinutes: Int, version: String
    ) {
        self.listen = listen
        self.data = data
        self.content = content
        self.certificate = certificate
        self.key = key
        self.hosts = hosts
        self.zoneMinutes = zoneMinutes
        self.version = version
    }
}
