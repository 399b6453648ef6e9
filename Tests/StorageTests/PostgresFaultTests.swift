import Dispatch
import Glibc
import Model
import PostgresStorage
import Storage
import TestSupport
import Testing

/// A server that restarts, dies, is full, refuses to write, or lets nobody in: what was acknowledged is there, nothing
/// is half done, and the fault says what it was.
@Suite(.timeLimit(.minutes(10))) struct PostgresFaultTests {
    private static func table(_ database: PostgresDatabase) async throws {
        try await database.write { try $0.execute("CREATE TABLE t (a BIGINT NOT NULL PRIMARY KEY, b TEXT)") }
    }

    private static func insert(_ number: Int64, _ database: PostgresDatabase) async throws {
        try await database.write { try $0.execute("INSERT INTO t (a) VALUES (\(number))") }
    }

    private static func numbers(_ database: PostgresDatabase) async throws -> [Int64] {
        try await database.read { try $0.rows("SELECT a FROM t ORDER BY a").map { $0.integer("a") } }
    }

    @Test(arguments: ["INT", "QUIT", "KILL"]) func afterARestartTheNextCallWorks(signal: String) async throws {
        let server = PostgresServer()
        let database = try PostgresDatabase(url: server.newDatabase(), connections: 3)
        try await Self.table(database)
        try await Self.insert(1, database)
        // Three connections are open and idle when the server goes.
        _ = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 { group.addTask { try await Self.numbers(database).count } }
            return try await group.reduce(0, +)
        }
        server.end(signal)
        let away = await faultOf { try await Self.insert(2, database) }
        #expect(away?.message.id == "storage.unavailable", "\(away as Any)")
        #expect(away?.place?.file.hasPrefix("postgresql://127.0.0.1:\(server.port)/") == true)
        server.start()
        try await Self.insert(3, database)
        #expect(try await Self.numbers(database) == [1, 3])
        // Gone and back between two calls: nobody notices.
        server.end(signal)
        server.start()
        #expect(try await Self.numbers(database) == [1, 3])
        server.end(signal)
        server.start()
        try await Self.insert(4, database)
        #expect(try await Self.numbers(database) == [1, 3, 4])
    }

    @Test(arguments: ["INT", "QUIT"]) func nothingAcknowledgedIsLostWhereTheServerGoesDuringWork(
        signal: String
    ) async throws {
        let server = PostgresServer(settings: ["fsync=on"])
        let database = try PostgresDatabase(url: server.newDatabase(), connections: 4)
        try await Self.table(database)
        let acknowledged = Shared<Set<Int64>>([])
        let unconfirmed = Shared<Set<Int64>>([])
        let others = Shared<Set<String>>([])
        let stops = Shared(false)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var number = Int64(worker)
                    while !stops.value {
                        do {
                            try await Self.insert(number, database)
                            acknowledged.change { _ = $0.insert(number) }
                        } catch let fault as Fault where fault.message.id == "storage.unconfirmed" {
                            unconfirmed.change { _ = $0.insert(number) }
                        } catch let fault as Fault {
                            others.change { _ = $0.insert(fault.message.id) }
                        } catch {
                            Issue.record("not a fault: \(error)")
                        }
                        number += 4
                    }
                }
            }
            group.addTask {
                for _ in 0..<3 {
                    try? await Task.sleep(for: .milliseconds(150))
                    await Self.blocking {
                        server.end(signal)
                        server.start()
                    }
                }
                try? await Task.sleep(for: .milliseconds(150))
                stops.change { $0 = true }
            }
        }
        let there = Set(try await Self.numbers(database))
        let sure = acknowledged.value
        #expect(sure.count > 10 && sure.isSubset(of: there))
        #expect(there.isSubset(of: sure.union(unconfirmed.value)))
        #expect(
            others.value.isSubset(of: ["storage.unavailable", "storage.busy"]), "\(others.value)")
    }

    @Test func aServerWithoutRoomIsBusyAndAProgramSharesWhatItGot() async throws {
        let server = PostgresServer(settings: ["max_connections=6", "superuser_reserved_connections=0"])
        let url = server.newDatabase()
        let database = try PostgresDatabase(url: url, connections: 20, patience: .seconds(300))
        try await Self.table(database)
        // Twenty at once want a connection each: they share the six that there are.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 { group.addTask { try await Self.insert(Int64(number), database) } }
            try await group.waitForAll()
        }
        #expect(try await Self.numbers(database).count == 60)
        // Another program, that gets none at all, is told so.
        let hold = Hold()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    let fault = await faultOf { try await database.read { _ in hold.wait() } }
                    #expect(fault == nil)
                }
            }
            group.addTask {
                await Self.blocking { hold.whenWaiting(for: 6) }
                let fault = await faultOf { _ = try await Self.numbers(PostgresDatabase(url: url)) }
                #expect(fault?.message.id == "storage.busy")
                hold.release()
            }
        }
    }

    @Test func aPoolThatIsUsedUpIsBusyAfterSoLong() async throws {
        let database = try PostgresDatabase(
            url: PostgresServer.shared.newDatabase(), connections: 2, patience: .milliseconds(200))
        try await Self.table(database)
        let hold = Hold()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask { _ = try? await database.read { _ in hold.wait() } } }
            group.addTask {
                await Self.blocking { hold.whenWaiting(for: 2) }
                let fault = await faultOf { try await Self.insert(1, database) }
                #expect(fault?.message.id == "storage.busy")
                // One who is cancelled while it waits goes at once.
                let waiting = Task { try await Self.insert(2, database) }
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
                hold.release()
            }
        }
        try await Self.insert(3, database)
        #expect(try await Self.numbers(database) == [3])
    }

    @Test func aServerThatDoesNotWriteIsReadOnly() async throws {
        let url = PostgresServer.shared.newDatabase()
        try await Self.table(PostgresDatabase(url: url))
        let database = try PostgresDatabase(url: url + "?options=-c%20default_transaction_read_only%3Don")
        #expect(try await Self.numbers(database) == [])
        #expect(await faultOf { try await Self.insert(1, database) }?.message.id == "storage.read-only")
        #expect(try await Self.numbers(database) == [])
    }

    /// A tablespace on a small file system; needs root.
    @Test(.enabled("needs the right to mount", { geteuid() == 0 })) func aFullDiskIsSaidAndNothingIsHalfDone()
        async throws
    {
        let server = PostgresServer()
        let folder = TemporaryFolder()
        let mount = folder.path + "/small"
        #expect(Run(["chmod", "711", folder.path]).status == 0)
        mkdir(mount, 0o700)
        try #require(
            Run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=700,uid=postgres,gid=postgres", "tmpfs", mount]).status
                == 0)
        defer {
            server.end("QUIT")
            _ = Run(["umount", "-l", mount])
        }
        server.run("CREATE TABLESPACE small LOCATION '\(mount)'", in: "postgres")
        let url = server.newDatabase()
        let database = try PostgresDatabase(url: url)
        try await database.write { try $0.execute("CREATE TABLE t (a BIGINT NOT NULL, b TEXT) TABLESPACE small") }
        var batches = 0
        let fault = await faultOf {
            while batches < 1_000 {
                let first = Int64(batches * 100)
                try await database.write { transaction in
                    try transaction.insert(
                        into: "t", columns: ["a", "b"],
                        rows: (first..<first + 100).map {
                            [.integer($0), .text(String(repeating: "\($0)", count: 200))]
                        })
                }
                batches += 1
            }
        }
        #expect(fault?.message.id == "storage.full")
        #expect(batches > 1)
        #expect(try await Self.numbers(database) == Array(0..<Int64(batches * 100)))
        try await database.write { try $0.execute("CREATE TABLE other (a BIGINT)") }
    }

    private static func blocking(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                body()
                continuation.resume()
            }
        }
    }
}

/// Holds those who wait until it is released.
private final class Hold: Sendable {
    private let waiting = DispatchSemaphore(value: 0)
    private let released = DispatchSemaphore(value: 0)

    func wait() {
        waiting.signal()
        released.wait()
        released.signal()
    }

    func whenWaiting(for count: Int) { for _ in 0..<count { _ = waiting.wait(timeout: .now() + 60) } }

    func release() { released.signal() }
}
