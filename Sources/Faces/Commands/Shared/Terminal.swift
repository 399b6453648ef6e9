import Glibc

/// Standard output and standard error: data goes to the one, progress and faults to the other.
struct Terminal: Sendable {
    /// Whether standard output shows colour.
    let colour: Bool
    /// Whether standard error shows progress.
    let showsProgress: Bool

    /// The terminal of this process; `NO_COLOR` (no-color.org) and a dumb terminal turn colour off.
    init() {
        let plain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let dumb = getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true
        colour = isatty(STDOUT_FILENO) == 1 && !plain && !dumb
        showsProgress = isatty(STDERR_FILENO) == 1 && !dumb
    }

    /// Writes data to standard output.
    ///
    /// - Returns: the system's error code, where it could not be written whole (a full disk, a closed pipe).
    @discardableResult
    func output(_ text: String) -> Int32? { Self.write(text, to: STDOUT_FILENO) }

    /// Writes a line to standard error.
    func error(_ line: String) { _ = Self.write(line + "\n", to: STDERR_FILENO) }

    /// Replaces the progress line.
    func progress(_ line: String) {
        guard showsProgress else { return }
        _ = Self.write("\r\u{1B}[K\(line)", to: STDERR_FILENO)
    }

    /// Clears the progress line.
    func endProgress() {
        guard showsProgress else { return }
        _ = Self.write("\r\u{1B}[K", to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) -> Int32? {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            offset += count
        }
        return nil
    }
}
