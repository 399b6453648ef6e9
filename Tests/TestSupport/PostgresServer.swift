import Glibc
import Synchronization

/// A PostgreSQL server of the tests' own on loopback. It ends with this process, also where that is killed.
public final class PostgresServer: Sendable {
    /// The one that suites share, each test in a database of its own.
    public static let shared = PostgresServer()

    /// The port that it listens on.
    public let port = Loopback.freePort()
    /// Its folder; the server's log is `log` in it.
    public let folder: String
    private let temporary = TemporaryFolder()
    private let settings: [String]
    private let watcher = Mutex<Watcher?>(nil)
    private let numbers = Mutex(0)

    private struct Watcher {
        let child: pid_t
        /// Held open as long as the server shall run.
        let rope: Int32
    }

    /// Starts a server.
    ///
    /// - Parameter settings: of `postgresql.conf`, such as `max_connections=5`, over those for tests.
    public init(settings: [String] = []) {
        folder = temporary.path + "/data"
        self.settings =
            [
                "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=\(temporary.path)",
                "fsync=off", "shared_buffers=16MB", "max_connections=400",
                // Hundreds of tests make all tables of a record at once, each in one transaction that locks every one of them.
                "max_locks_per_transaction=512", "log_destination=stderr",
                "logging_collector=off", "autovacuum=off", "max_wal_size=256MB",
            ] + settings
        // PostgreSQL refuses to run as root: Debian's package makes an account for it.
        if geteuid() == 0 {
            let account = Run(["chown", "postgres:postgres", temporary.path])
            precondition(account.status == 0, "no account postgres: run `scripts/setup test` (\(account.error))")
        }
        let made = Run(
            Self.asAccount + [
                Self.program("initdb"), "--pgdata", folder, "--auth", "trust", "--username", "postgres",
                "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
            ])
        precondition(made.status == 0, "initdb: \(made.error)")
        start()
    }

    deinit { end("INT") }

    /// The address of a database.
    public func url(_ database: String) -> String { "postgresql://postgres@127.0.0.1:\(port)/\(database)" }

    /// Makes an empty database and gives its address.
    public func newDatabase() -> String {
        let name = numbers.withLock { number in
            number += 1
            return "test\(number)"
        }
        run("CREATE DATABASE \(name)", in: "postgres")
        return url(name)
    }

    /// Runs a script from outside, as an administrator could, and gives what it printed.
    @discardableResult
    public func run(_ script: String, in database: String) -> String {
        let run = Run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url(database), "-f", "-"],
            input: Array(script.utf8))
        precondition(run.status == 0, "psql: \(run.error)")
        return run.text
    }

    /// Starts it again after `stop`, and waits until it answers.
    public func start() {
        let server =
            (Self.asAccountUntilParentEnds + [Self.program("postgres"), "-D", folder] + settings.flatMap { ["-c", $0] })
        // The shell outlives this process by a moment: when the rope's other end is closed, it ends the server, and
        // where the shell is killed too, the server's own parent-death signal does.
        let script = """
            orphan=
            "$@" >>'\(temporary.path)/log' 2>&1 </dev/null & server=$!
            read -r signal || { signal=INT; orphan=1; }
            kill -"$signal" $server; wait $server
            # Where it was killed, its children end by themselves, and hold its memory until they have.
            while ls -l /proc/[0-9]*/cwd 2>/dev/null | grep -q '\(folder)$'; do sleep 0.05; done
            # The one that suites share is never let go of: nobody else takes its folder away, of a gigabyte or more.
            [ -z "$orphan" ] || rm -rf '\(temporary.path)'
            """
        var ends: [Int32] = [0, 0]
        // Closed on exec from the start: a child of another test would keep the server running.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        precondition(socketpair(AF_UNIX, type, 0, &ends) == 0, "no socket")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var pointers: [UnsafeMutablePointer<CChar>?] = (["sh", "-c", script, "sh"] + server).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        // Threads of ours may hold signals back, that of a child's end included, which the shell waits for.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var child = pid_t()
        precondition(posix_spawnp(&child, "sh", &actions, &attributes, &pointers, environ) == 0, "cannot start sh")
        close(ends[0])
        watcher.withLock { $0 = Watcher(child: child, rope: ends[1]) }
        for _ in 0..<1_000 {
            if Run([Self.program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", "\(port)"]).status == 0 { return }
            usleep(20_000)
        }
        preconditionFailure("PostgreSQL does not answer on \(port): \(Run(["tail", temporary.path + "/log"]).text)")
    }

    /// Ends it and all its connections, and waits until it is gone.
    ///
    /// - Parameter signal: `INT` for an orderly end, `QUIT` for one without, `KILL` for none.
    public func end(_ signal: String) {
        guard
            let watcher = watcher.withLock({ watcher in
                defer { watcher = nil }
                return watcher
            })
        else { return }
        let line = Array("\(signal)\n".utf8)
        _ = line.withUnsafeBytes { write(watcher.rope, $0.baseAddress, $0.count) }
        close(watcher.rope)
        var status: Int32 = 0
        while waitpid(watcher.child, &status, 0) < 0, errno == EINTR {}
    }

    private static var asAccount: [String] {
        geteuid() == 0 ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--"] : []
    }

    private static var asAccountUntilParentEnds: [String] {
        ["setpriv", "--pdeathsig", "QUIT"] + (asAccount.isEmpty ? ["--"] : asAccount.dropFirst())
    }

    /// Debian keeps the programs of each version in a folder of its own.
    private static func program(_ name: String) -> String {
        let found = Run(["sh", "-c", "ls -d /usr/lib/postgresql/*/bin/\(name) 2>/dev/null | sort -V | tail -n 1"]).text
        let path = found.split(separator: "\n").first.map(String.init) ?? ""
        precondition(!path.isEmpty, "PostgreSQL is not installed: run `scripts/setup test`")
        return path
    }
}
