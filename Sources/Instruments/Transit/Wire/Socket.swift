import Glibc

/// A TCP connection to a service, every wait of it bounded.
final class Socket {
    /// How waiting ended.
    enum Failure: Error {
        case timeout, refused, closed, unresolved
    }

    private let descriptor: Int32
    private let deadline: Deadline
    private var allowance: Int

    /// Connects to the first address of a host that answers.
    init(host: String, port: UInt16, limits: TransitLimits, deadline: Deadline) throws(Failure) {
        self.deadline = deadline
        allowance = limits.connectionBytes
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { throw .unresolved }
        defer { freeaddrinfo(list) }
        var failure = Failure.refused
        var next = list
        while let address = next {
            switch Self.connect(address.pointee, limits: limits, deadline: deadline) {
            case .success(let connected):
                descriptor = connected
                return
            case .failure(let reason): failure = reason
            }
            next = address.pointee.ai_next
        }
        throw failure
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
        guard allowance > 0 else { throw .closed }
        var buffer = [UInt8](repeating: 0, count: min(16_384, allowance))
        while true {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count > 0 {
                allowance -= count
                return buffer[..<count]
            }
            if count == 0 { throw .closed }
            if errno == EAGAIN {
                try wait(for: Int16(POLLIN))
            } else if errno != EINTR {
                throw .closed
            }
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

    private static func connect(
        _ address: addrinfo, limits: TransitLimits, deadline: Deadline
    ) -> Result<Int32, Failure> {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.ai_family, type, 0)
        guard descriptor >= 0 else { return .failure(.refused) }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 {
            guard errno == EINPROGRESS else {
                close(descriptor)
                return .failure(.refused)
            }
            guard poll(descriptor, Int16(POLLOUT), deadline) else {
                close(descriptor)
                return .failure(.timeout)
            }
            var problem: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size)
            guard problem == 0 else {
                close(descriptor)
                return .failure(problem == ETIMEDOUT ? .timeout : .refused)
            }
        }
        return .success(descriptor)
    }
}
