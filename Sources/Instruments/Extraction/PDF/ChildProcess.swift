import CArchive
import Glibc

/// A program that reads one document and writes text, under limits of its own; killed when it goes on too long.
struct ChildProcess {
    /// How it ended.
    enum Ending: Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        case notStarted
        /// Not yet.
        case running
    }

    /// The program and its arguments.
    let arguments: [String]
    /// Seconds of processor time.
    let seconds: Int
    /// Bytes of address space.
    let memory: Int64

    /// Runs it with `document` as descriptor 3, hands on what it writes, and waits for its end.
    /// - Returns: how it ended, and the first bytes of its complaints.
    func run(
        document: Int32, milliseconds: Int64, _ receive: (UnsafeRawBufferPointer) throws(Halt) -> Void
    ) throws(Halt) -> (Ending, complaint: String) {
        var text: [Int32] = [-1, -1]
        var complaint: [Int32] = [-1, -1]
        guard linux_pipe(&text) == 0 else { return (.notStarted, "") }
        defer { close(text[0]) }
        guard linux_pipe(&complaint) == 0 else {
            close(text[1])
            return (.notStarted, "")
        }
        defer { close(complaint[0]) }
        let child = spawn(document: document, text: text[1], complaint: complaint[1])
        close(text[1])
        close(complaint[1])
        guard let child else { return (.notStarted, "") }
        let deadline = Budget.now() + min(milliseconds, Int64(seconds) * 4000)
        var complaints: [UInt8] = []
        var isLate = false
        do throws(Halt) {
            isLate = try !drain(text[0], complaint[0], until: deadline, &complaints, receive)
        } catch {
            kill(child, SIGKILL)
            _ = Self.ending(of: child, 0)
            throw error
        }
        // Both pipes may be closed by a program that goes on all the same.
        while !isLate {
            let ending = Self.ending(of: child, WNOHANG)
            if ending != .running { return (ending, String(decoding: complaints, as: UTF8.self)) }
            isLate = Budget.now() >= deadline
            usleep(500)
        }
        kill(child, SIGKILL)
        _ = Self.ending(of: child, 0)
        return (.timedOut, String(decoding: complaints, as: UTF8.self))
    }

    private func spawn(document: Int32, text: Int32, complaint: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, text, 1)
        posix_spawn_file_actions_adddup2(&actions, complaint, 2)
        posix_spawn_file_actions_adddup2(&actions, document, 3)
        // The shell sets the limits and becomes the program: nothing of the program runs before they hold.
        let script =
            "ulimit -c 0; ulimit -f 0; ulimit -t \(seconds); ulimit -v \(memory / 1024); exec \"$@\""
        let commandLine: [String] = ["/bin/sh", "-c", script, "sh"] + arguments
        let settings: [String] = ["PATH=/usr/bin:/bin:/usr/local/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent"]
        var words: [UnsafeMutablePointer<CChar>?] = commandLine.map { strdup($0) }
        var environment: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0) }
        defer { for word in words + environment { free(word) } }
        words.append(nil)
        environment.append(nil)
        var child: pid_t = 0
        return posix_spawn(&child, "/bin/sh", &actions, nil, words, environment) == 0 ? child : nil
    }

    /// Reads both pipes to their ends; false when the time is over first.
    private func drain(
        _ text: Int32, _ complaint: Int32, until deadline: Int64, _ complaints: inout [UInt8],
        _ receive: (UnsafeRawBufferPointer) throws(Halt) -> Void
    ) throws(Halt) -> Bool {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
        defer { block.deallocate() }
        var open = [
            pollfd(fd: text, events: Int16(POLLIN), revents: 0),
            pollfd(fd: complaint, events: Int16(POLLIN), revents: 0),
        ]
        while !open.isEmpty {
            let left = deadline - Budget.now()
            guard left > 0 else { return false }
            let ready = poll(&open, nfds_t(open.count), Int32(min(left, 1000)))
            if ready < 0, errno != EINTR { return false }
            guard ready > 0 else { continue }
            for index in open.indices.reversed() where open[index].revents != 0 {
                let count = Glibc.read(open[index].fd, block.baseAddress, block.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    open.remove(at: index)
                    continue
                }
                if open[index].fd == text {
                    try receive(UnsafeRawBufferPointer(rebasing: block[..<count]))
                } else if complaints.count < 4096 {
                    complaints += block[..<count]
                }
            }
        }
        return true
    }

    private static func ending(of child: pid_t, _ options: Int32) -> Ending {
        var status: Int32 = 0
        var found = waitpid(child, &status, options)
        while found < 0, errno == EINTR { found = waitpid(child, &status, options) }
        if found == 0 { return .running }
        guard found == child else { return .notStarted }
        // WIFEXITED and WEXITSTATUS are macros that Swift does not import.
        return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
    }
}
