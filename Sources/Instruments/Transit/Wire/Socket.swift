import Glibc

/// A TCP connection to a service, every wait of it bounded.
final class Socket {
    /// How waiting ended.
    enum Failure: Error {
        case timeout, refused, closed, unresolved
        /// The peer sent more than is taken from one connection.
        case tooMuch
        /// The dialogue before TLS ended without it: the server does not offer it.
        case noTLS
        /// The peer does not speak the protocol that leads to TLS.
        case otherProtocol
    }

    private let descriptor: Int32
    private let deadline: Deadline
    private var allowance: Int

    /// Connects to an address.
    init(_ address: Address, limits: TransitLimits, deadline: Deadline) throws(Failure) {
        self.deadline = deadline
        allowance = limits.connectionBytes
        descriptor = try Self.connect(address, deadline).get()
    }

    deinit { close(descriptor) }

    /// Sends all of the bytes.
    func send(_ bytes: [UInt8]) throws(Failure) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                offset += count
            } else if errno == EAGAIN {
                try wait(for: Int16(POLLOUT))
            } else if errno != EINTR {
                throw .closed
            }
        }
    }

    /// The next bytes, at most 16 KiB.
    func receive() throws(Failure) -> ArraySlice<UInt8> {
        guard allowance > 0 else { throw .tooMuch }
        while true {
            // An answer takes a while: to wait first saves the attempt that finds nothing.
            try wait(for: Int16(POLLIN))
            var problem: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: min(16_384, allowance)) { buffer, count in
                let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                problem = result < 0 ? errno : 0
                count = max(0, result)
            }
            if !bytes.isEmpty {
                allowance -= bytes.count
                return bytes[...]
            }
            guard problem == EAGAIN || problem == EINTR else { throw .closed }
        }
    }

    private func wait(for events: Int16) throws(Failure) {
        guard Self.poll(descriptor, events, deadline) else { throw .timeout }
    }

    private static func poll(_ descriptor: Int32, _ events: Int16, _ deadline: Deadline) -> Bool {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        while true {
            let left = deadline.milliseconds
            guard left > 0 else { return false }
            let ready = Glibc.poll(&entry, 1, Int32(clamping: left))
            if ready > 0 { return true }
            if ready == 0 { return false }
            if errno != EINTR { return true }
        }
    }

    private static func connect(_ address: Address, _ deadline: Deadline) -> Result<Int32, Failure> {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { return .failure(.refused) }
        var problem: Int32 = 0
        if address.withSockaddr({ Glibc.connect(descriptor, $0, $1) }) != 0 {
            problem = errno
            if problem == EINPROGRESS {
                guard poll(descriptor, Int16(POLLOUT), deadline) else {
                    close(descriptor)
                    return .failure(.timeout)
                }
                var size = socklen_t(MemoryLayout<Int32>.size)
                getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size)
            }
        }
        guard problem == 0 else {
            close(descriptor)
            return .failure(problem == ETIMEDOUT ? .timeout : .refused)
        }
        return .success(descriptor)
    }
}
