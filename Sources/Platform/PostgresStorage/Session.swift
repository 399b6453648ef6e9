import CLibPQ
import Glibc
import Model
import Storage

/// One connection to a server, used by one thread at a time and kept in libpq's pipeline mode: statements are queued
/// in groups, each group ends with a sync, and its results are read when they are wanted.
final class Session {
    /// What the server will answer next.
    enum Answer {
        case preparation(PreparedStatement)
        case statement(PreparedStatement, wantsRows: Bool)
        case disposal(name: String)
        case sync
    }

    /// How many statements a connection keeps prepared.
    private static let statementLimit = 256
    private static let begin = "begin"

    let connection: OpaquePointer
    let lease: Lease
    let place: SourcePlace
    /// Set where nothing more can be done with it.
    var isBroken = false
    /// Set while an answer must be waited for, whatever the task wants: that of COMMIT.
    var isCommitting = false
    var cancellation: Cancellation?
    private var answers: [Answer] = []
    private var statements = PreparedStatements(limit: statementLimit)
    /// What the server still has to forget.
    private var forgottenNames: [String] = []
    private var arena = ParameterArena()

    /// - Parameter connection: open, and from here on this session's own.
    init(connection: OpaquePointer, lease: Lease, place: SourcePlace) throws {
        self.connection = connection
        self.lease = lease
        self.place = place
        PQsetnonblocking(connection, 1)
        try enterPipeline()
    }

    deinit { PQfinish(connection) }

    func enterPipeline() throws {
        guard PQenterPipelineMode(connection) == 1 else { throw lost() }
    }

    /// Leaves pipeline mode, in which `COPY` is not possible; every answer must have been read.
    func exitPipeline() throws {
        guard answers.isEmpty, PQexitPipelineMode(connection) == 1 else { throw lost() }
    }

    // MARK: Sending

    /// Queues a statement, and its preparation where it is new.
    func send(_ sql: SQL, wantsRows: Bool = false) throws {
        for value in sql.values { try value.check() }
        let (statement, forgotten) = statements.statement(for: sql)
        if let forgotten, forgotten.state != .unknown { forgottenNames.append(forgotten.name) }
        if statement.state == .unknown {
            try sent(
                PQsendPrepare(
                    connection, statement.name, statement.text, Int32(statement.types.count), statement.types))
            statement.state = .sent
            answers.append(.preparation(statement))
        }
        arena.pack(sql.values, types: statement.types)
        try sent(
            arena.withPointers { values, lengths, formats in
                PQsendQueryPrepared(
                    connection, statement.name, Int32(values.count), values, lengths, formats, 0)
            })
        answers.append(.statement(statement, wantsRows: wantsRows))
    }

    /// Ends a group.
    func sync() throws {
        // Last, since nothing may stand before a BEGIN.
        for name in forgottenNames {
            try sent(PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0))
            answers.append(.disposal(name: name))
        }
        forgottenNames.removeAll()
        try sent(PQpipelineSync(connection))
        answers.append(.sync)
        try flush()
    }

    private func sent(_ status: Int32) throws {
        guard status == 1 else { throw lost() }
    }

    // MARK: Receiving

    /// Reads the answers of one group to its end.
    ///
    /// - Parameter row: is handed each row of the statement that wants rows. Where it throws, the rest is read all the
    ///   same: stopping the statement would take the transaction with it.
    /// - Throws: the group's first `ServerError`, or what `row` threw.
    func receive(row: (Row) throws -> Void = { _ in }) throws {
        var failure: (any Error)?
        while !answers.isEmpty {
            switch answers.removeFirst() {
            case .preparation(let statement):
                let result = try nextAnswer()
                defer { PQclear(result) }
                statement.state = PQresultStatus(result) == PGRES_COMMAND_OK ? .ready : .unknown
                failure = failure ?? error(of: result)
            case .statement(let statement, let wantsRows):
                if wantsRows { PQsetSingleRowMode(connection) }
                while let result = try nextResult() {
                    defer { PQclear(result) }
                    guard wantsRows, PQresultStatus(result) == PGRES_SINGLE_TUPLE else {
                        failure = failure ?? error(of: result)
                        continue
                    }
                    if failure != nil { continue }
                    do {
                        try row(decode(result, statement))
                    } catch {
                        failure = error
                    }
                }
            case .disposal(let name):
                let result = try nextAnswer()
                defer { PQclear(result) }
                // Where its group failed, it is still there.
                if PQresultStatus(result) == PGRES_PIPELINE_ABORTED { forgottenNames.append(name) }
            case .sync:
                guard let result = try nextResult() else { throw lost() }
                defer { PQclear(result) }
                guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw lost() }
                if let failure { throw failure }
                return
            }
        }
        if let failure { throw failure }
    }

    /// Reads what earlier groups left unread.
    func settle() throws {
        while !answers.isEmpty { try receive() }
    }

    private func decode(_ result: OpaquePointer, _ statement: PreparedStatement) -> Row {
        let decoder = statement.decoder ?? ResultDecoder(result)
        statement.decoder = decoder
        return decoder.row(result, 0)
    }

    /// The one result of a preparation, with the end that follows it.
    private func nextAnswer() throws -> OpaquePointer {
        guard let result = try nextResult() else { throw lost() }
        while let more = try nextResult() { PQclear(more) }
        return result
    }

    /// What a result says that it should not; nil for success and for what was skipped after an earlier error.
    func error(of result: OpaquePointer) -> (any Error)? {
        guard PQresultStatus(result) == PGRES_FATAL_ERROR else { return nil }
        if cancellation != nil { return CancellationError() }
        let error = ServerError(result, at: place)
        if case .anotherConnection = error.remedy { isBroken = true }
        return error
    }

    /// The next result, or nil at the end of a statement's.
    func nextResult() throws -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            try wait(for: POLLIN)
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
        let result = PQgetResult(connection)
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { PQclear(result) }
            throw lost(result)
        }
        return result
    }

    // MARK: Waiting

    /// Sends what is queued, and takes in what arrives meanwhile: neither side ever waits for the other to read.
    func flush() throws {
        while true {
            switch PQflush(connection) {
            case 0: return
            case 1:
                try wait(for: POLLIN | POLLOUT)
                guard PQconsumeInput(connection) == 1 else { throw lost() }
            default: throw lost()
            }
        }
    }

    private func wait(for events: Int32) throws {
        while true {
            let listens = !isCommitting && cancellation == nil
            var polled = [
                pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0),
                pollfd(fd: listens ? lease.wake : -1, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, 2, cancellation == nil ? -1 : Cancellation.pause)
            if count < 0, errno != EINTR { throw lost() }
            if polled[0].revents != 0 { return }
            if listens ? polled[1].revents != 0 : count == 0 && !isCommitting { try cancel() }
        }
    }

    private func cancel() throws {
        var current = cancellation ?? Cancellation()
        let goesOn = current.ask(connection)
        cancellation = current
        guard goesOn else {
            isBroken = true
            throw CancellationError()
        }
    }

    func lost(_ result: OpaquePointer? = nil) -> ServerError {
        isBroken = true
        answers.removeAll()
        if let result, PQresultErrorField(result, Int32(UInt8(ascii: "C"))) != nil {
            return ServerError(result, at: place).asLost
        }
        return .lost(ServerError.line(PQerrorMessage(connection)), at: place)
    }
}
