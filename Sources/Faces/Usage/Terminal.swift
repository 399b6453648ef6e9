import Glibc

/// Standard output and standard error: data goes to the one, progress and faults to the other.
public struct Terminal: Sendable {
    /// Whether standard output shows colour.
    public let colour: Bool
    /// Whether standard error shows progress.
    public let showsProgress: Bool

    /// The terminal of this process; `NO_COLOR` (no-color.org) and a dumb terminal turn colour off.
    public init() {
        let plain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let dumb = getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true
        colour = isatty(STDOUT_FILENO) == 1 && !plain && !dumb
        showsProgress = isatty(STDERR_FILENO) == 1 && !dumb
    }

    /// Columns of a line: `COLUMNS` (POSIX, Base Definitions, section 8.3) or what the terminal itself says; 80 where
    /// neither does.
    static var width: Int {
        if let named = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), named > 0 { return named }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes data to standard output.
    ///
    /// - Returns: the system's error code, where it could not be written whole (a full disk, a closed pipe).
    @discardableResult
    public func output(_ text: String) -> Int32? { Self.write(text, to: STDOUT_FILENO) }

    /// Writes a line to standard error.
    public func error(_ line: String) { _ = Self.write(line + "\n", to: STDERR_FILENO) }

    /// Replaces the progress line.
    public func progress(_ line: String) {
        guard showsProgress else { return }
        _ = Self.write("\r\u{1B}[K\(line)", to: STDERR_FILENO)
    }

    /// Clears the progress line.
    public func endProgress() {
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
