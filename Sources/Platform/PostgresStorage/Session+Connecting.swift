import CLibPQ
import Glibc
import Model
import Storage

extension Session {
    /// How long a server may take to let somebody in, in milliseconds.
    private static let patience: Int32 = 10_000

    /// Connects, signs in, and holds the database to what the port promises.
    ///
    /// - Throws: `ServerError`; `Fault` (`storage.other-order`); `CancellationError`.
    static func connect(to address: PostgresAddress, lease: Lease) throws -> Session {
        let session = try Session(connection: open(address, lease), lease: lease, place: address.place)
        try session.greet()
        return session
    }

    private static func open(_ address: PostgresAddress, _ lease: Lease) throws -> OpaquePointer {
        let started = withCStrings(address.settings.map(\.name)) { names in
            withCStrings(address.settings.map(\.value)) { PQconnectStartParams(names, $0, 0) }
        }
        guard let connection = started else {
            throw ServerError.lost("out of memory", at: address.place)
        }
        do {
            // What the server says goes into faults, not to standard error; and its code with it.
            PQsetNoticeReceiver(connection, ignoreNotice, nil)
            PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
            try finishConnecting(connection, address, lease)
            return connection
        } catch {
            PQfinish(connection)
            throw error
        }
    }

    private static func finishConnecting(
        _ connection: OpaquePointer, _ address: PostgresAddress, _ lease: Lease
    ) throws {
        let end = ContinuousClock.now + .milliseconds(Int(patience))
        var events = POLLOUT
        while true {
            if PQstatus(connection) == CONNECTION_BAD { throw refusal(connection, address) }
            var polled = [
                pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0),
                pollfd(fd: lease.wake, events: Int16(POLLIN), revents: 0),
            ]
            let left = Int32((end - .now) / .milliseconds(1))
            let count = poll(&polled, 2, max(left, 0))
            if count < 0, errno == EINTR { continue }
            guard left > 0, count > 0 else {
                throw ServerError(
                    fault: Fault("storage.unavailable", ["problem": "no answer in 10 s"], at: address.place),
                    remedy: .none)
            }
            if polled[1].revents != 0 { throw CancellationError() }
            switch PQconnectPoll(connection) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: events = POLLIN
            case PGRES_POLLING_WRITING: events = POLLOUT
            default: throw refusal(connection, address)
            }
        }
    }

    /// Why it was not let in. libpq gives the code only inside the message, `FATAL:  53300: …`, and none where no
    /// server answered.
    private static func refusal(_ connection: OpaquePointer, _ address: PostgresAddress) -> ServerError {
        let line = ServerError.line(PQerrorMessage(connection))
        if PQconnectionNeedsPassword(connection) == 1 {
            return ServerError(state: "28P01", problem: line, at: address.place)
        }
        if let match = line.firstMatch(of: #/:  ([0-9A-Z]{5}): (.*)/#) {
            return ServerError(state: String(match.1), problem: String(match.2), at: address.place).asFinal
        }
        return ServerError(fault: Fault("storage.unavailable", ["problem": line], at: address.place), remedy: .none)
    }

    /// Settings of the connection, and whether texts are UTF-8 and sorted by their bytes, as in SQLite.
    private func greet() throws {
        let encoding = PQparameterStatus(connection, "server_encoding").map { String(cString: $0) }
        guard encoding == "UTF8" else { throw Fault("storage.other-order", at: place) }
        try send(
            """
            SELECT set_config('bytea_output', 'hex', false), set_config('client_min_messages', 'error', false),
            set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
            ELSE current_setting('synchronous_commit') END, false),
            CASE WHEN 'B' < 'a' AND 'z' < 'é' AND '｡' < '😀' THEN 1 ELSE 0 END AS fits
            """, wantsRows: true)
        try sync()
        var fits = false
        try receive { fits = $0.boolean("fits") }
        guard fits else { throw Fault("storage.other-order", at: place) }
    }

    private static func withCStrings<Value>(
        _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
    ) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { body($0.baseAddress) }
    }
}

private nonisolated func ignoreNotice(_: UnsafeMutableRawPointer?, _: OpaquePointer?) {}
