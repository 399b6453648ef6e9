import Glibc
import Model

/// A program that hands out a secret on its standard output.
///
/// It gets nothing that it need not have: no shell, no standard input, no descriptor of ours, no environment but the
/// path, the home and the language. What it writes to standard error is dropped, since it may hold a secret.
struct SecretCommand {
    /// The program and its arguments.
    let words: [String]
    /// The most bytes it may write.
    let limit: Int
    /// The milliseconds it may take.
    var milliseconds: Int64 = 10_000

    /// Runs it to its end.
    ///
    /// - Throws: `Fault` (`secrets.command-missing`, `secrets.command-failed`, `secrets.command-slow`,
    ///   `secrets.command-large`), which names the program only.
    func output() throws(Fault) -> [UInt8] {
        let deadline = Self.now() + milliseconds
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw fault("secrets.command-missing", ["problem": String(cString: strerror(errno))])
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let started = start(ends[1])
        close(ends[1])
        let child = try started.get()
        do throws(Fault) {
            let bytes = try read(ends[0], until: deadline)
            let status = try wait(for: child, until: deadline)
            guard status == 0 else { throw fault("secrets.command-failed", ["status": String(status)]) }
            return bytes
        } catch {
            kill(-child, SIGKILL)
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            throw error
        }
    }

    private func start(_ output: Int32) -> Result<pid_t, Fault> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        for descriptor in Self.openDescriptors() { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that all it starts can be ended with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let settings = ["PATH", "HOME", "LANG"].compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0) } + [nil]
        defer { for word in arguments + environment { free(word) } }
        var child = pid_t()
        let code = posix_spawnp(&child, words.first ?? "", &actions, &attributes, &arguments, &environment)
        guard code == 0 else {
            return .failure(fault("secrets.command-missing", ["problem": String(cString: strerror(code))]))
        }
        return .success(child)
    }

    /// Ours beyond the three standard ones. Most close themselves; a library's may not.
    private static func openDescriptors() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let descriptor = Int32(name), descriptor > 2 { found.append(descriptor) }
        }
        return found
    }

    private func read(_ descriptor: Int32, until deadline: Int64) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let left = deadline - Self.now()
            guard left > 0 else { throw slow }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(clamping: left)) > 0 else { continue }
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += block[..<count]
            guard bytes.count <= limit else { throw fault("secrets.command-large", ["limit": String(limit)]) }
        }
    }

    /// Its exit status, or 128 and the number of the signal that ended it.
    ///
    /// A program may close its output and go on all the same.
    private func wait(for child: pid_t, until deadline: Int64) throws(Fault) -> Int32 {
        while true {
            var status: Int32 = 0
            let found = waitpid(child, &status, WNOHANG)
            if found == child { return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F }
            guard Self.now() < deadline else { throw slow }
            usleep(1000)
        }
    }

    private var slow: Fault { fault("secrets.command-slow", ["seconds": String(milliseconds / 1000)]) }

    private func fault(_ id: String, _ arguments: [String: String]) -> Fault {
        Fault(id, arguments.merging(["program": words.first ?? ""]) { first, _ in first })
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
