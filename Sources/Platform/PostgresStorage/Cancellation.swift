import CLibPQ

/// Asks a server to stop what it does for a connection, again and again until it answers or patience ends.
struct Cancellation {
    /// Milliseconds between two requests: one that comes before its statement is passed over by the server.
    static let pause: Int32 = 250
    private static let limit = 20
    private var requests = 0

    /// - Returns: false where the server has been asked often enough.
    mutating func ask(_ connection: OpaquePointer) -> Bool {
        requests += 1
        guard requests <= Self.limit, let request = PQgetCancel(connection) else { return false }
        defer { PQfreeCancel(request) }
        var problem = [CChar](repeating: 0, count: 256)
        // Where it fails, the server is gone or will be asked again.
        PQcancel(request, &problem, Int32(problem.count))
        return true
    }
}
