import Glibc
import Synchronization

/// A server that a test starts, and that ends with the value.
public final class Server: Sendable {
    private let child: pid_t
    /// Its process.
    public var process: Int { Int(child) }
    private let isEnded = Mutex(false)

    /// Starts a program found on the path.
    ///
    /// - Parameters:
    ///   - arguments: the program and its arguments.
    ///   - port: the TCP port on loopback that it will listen on; it is waited for.
    ///   - log: the file that its output goes to; nowhere where nil.
    ///   - patience: for how many seconds.
    public init(
        _ arguments: [String], port: UInt16, folder: String? = nil, log: String? = nil, patience: Int = 60
    ) {
        let words = folder.map { ["env", "-C", $0] + arguments } ?? arguments
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var child = pid_t()
        let code = posix_spawnp(&child, words[0], &actions, nil, &pointers, environ)
        precondition(code == 0, "cannot start \(words[0]): \(String(cString: strerror(code)))")
        self.child = child
        for _ in 0..<patience * 50 {
            if Loopback.listens(port) { return }
            usleep(20_000)
        }
        preconditionFailure("\(words.joined(separator: " ")) does not listen on \(port)")
    }

    /// Sends it a signal.
    public func send(_ signal: Int32) { isEnded.withLock { if !$0 { kill(child, signal) } } }

    /// Asks it to end, as a service manager does, and waits until it has.
    ///
    /// - Returns: its exit status, or 128 and the number of the signal that ended it.
    public func end() -> Int32 { end(by: SIGTERM) }

    private func end(by signal: Int32) -> Int32 {
        isEnded.withLock { isEnded in
            guard !isEnded else { return 0 }
            isEnded = true
            kill(child, signal)
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        }
    }

    deinit { _ = end(by: SIGKILL) }
}

/// Ports of this machine's own.
public enum Loopback {
    /// The last port that was given out, so that none is given out twice.
    private static let last = Mutex<UInt16>(10_000 + UInt16(truncatingIfNeeded: getpid() % 200) * 100)

    /// A port that nobody listens on now.
    ///
    /// It lies below those that the system gives to outgoing connections (32,768 and up), any of which may be taken
    /// between this call and the server's start.
    public static func freePort() -> UInt16 {
        last.withLock { last in
            repeat { last = last < 32_000 ? last + 1 : 10_000 } while !isFree(last)
            return last
        }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = address(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Whether somebody listens on a port.
    public static func listens(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = address(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
