import Dispatch
import Glibc
import Model

/// Tells systemd how the server is (sd_notify(3)); nobody where it was started by hand.
enum ServiceManager {
    /// What it is told.
    enum State {
        case ready
        case stopping
        /// It reads its certificate again; `ready` follows.
        case reloading

        var text: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Self.monotonic())"
            }
        }

        private static func monotonic() -> Int64 {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        }
    }

    /// Sends a state to the socket that `NOTIFY_SOCKET` names: a path, or an abstract name behind an `@`.
    ///
    /// - Returns: false where there is one and it did not take the message.
    @discardableResult
    static func tell(_ state: State, socket path: String? = getenv("NOTIFY_SOCKET").map { String(cString: $0) }) -> Bool
    {
        guard let path, !path.isEmpty else { return true }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        let isAbstract = name[0] == UInt8(ascii: "@")
        guard isAbstract || name[0] == UInt8(ascii: "/"), name.count < MemoryLayout.size(ofValue: address.sun_path)
        else { return false }
        if isAbstract { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + name.count } ?? 0
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let message = Array(state.text.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { destination in
                sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), destination, socklen_t(length))
            }
        }
        return sent == message.count
    }
}
