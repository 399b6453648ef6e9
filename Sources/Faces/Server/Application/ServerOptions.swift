/// How a server is run.
struct ServerOptions: Sendable {
    /// Where it listens.
    let listen: ListenAddress
    /// The host names that it answers for, with ports where they are not 443; any where empty.
    let hosts: Set<String>
}
