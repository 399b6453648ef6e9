import Glibc

/// A TCP connection to a service, every wait of it bounded.
///
/// Each system call costs more than all that is done with its answer, so none is made that can be left out: connecting is
/// not waited for, since the first bytes to be sent or received tell how it went.
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
        /// Its address is in no network that may be connected to.
        case outOfBounds
    }

    /// For who waits for several connections at once.
    let descriptor: Int32
    /// When it is given up.
    let deadline: Deadline
    private var allowance: Int
    /// Whether the connection is known to have come about.
    private var isConnected = false

    /// Begins to connect to an address.
    init(_ address: Address, limits: TransitLimits, deadline: Deadline) throws(Failure) {
        self.deadline = deadline
        allowance = limits.connectionBytes
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { throw .refused }
        if address.withSockaddr({ Glibc.connect(descriptor, $0, $1) }) != 0, errno != EINPROGRESS {
            throw Self.failure(errno, isConnected: false)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Waits until the connection came about.
    func waitUntilConnected() throws(Failure) {
        try wait(for: Int16(POLLOUT))
        var problem: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size)
        guard problem == 0 else { throw Self.failure(problem, isConnected: false) }
        isConnected = true
    }

    /// Sends all of the bytes.
    func send(_ bytes: [UInt8]) throws(Failure) {
        var offset = 0
        while offset < bytes.count {
            let count = try sendSome(bytes, from: offset)
            if count == 0 { try wait(for: Int16(POLLOUT)) }
            offset += count
        }
    }

    /// Sends what can be sent without waiting, and gives how many bytes that were.
    func sendSome(_ bytes: [UInt8], from offset: Int) throws(Failure) -> Int {
        while true {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + offset }, $0.count - offset, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                isConnected = true
                return count
            }
            let problem = errno
            if problem == EAGAIN { return 0 }
            if problem != EINTR { throw Self.failure(problem, isConnected: isConnected) }
        }
    }

    /// The next bytes, at most 16 KiB.
    func receive() throws(Failure) -> ArraySlice<UInt8> {
        while true {
            // An answer takes a while: to wait first saves the attempt that finds nothing.
            if allowance > 0 { try wait(for: Int16(POLLIN)) }
            if let bytes = try receiveSome() { return bytes[...] }
        }
    }

    /// The bytes that are there, at most 16 KiB; nil where there are none yet.
    func receiveSome() throws(Failure) -> [UInt8]? {
        guard allowance > 0 else { throw .tooMuch }
        while true {
            var problem: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: min(16_384, allowance)) { buffer, count in
                let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                problem = result < 0 ? errno : 0
                count = max(0, result)
            }
            if !bytes.isEmpty {
                allowance -= bytes.count
                isConnected = true
                return bytes
            }
            if problem == EAGAIN { return nil }
            if problem != EINTR { throw problem == 0 ? .closed : Self.failure(problem, isConnected: isConnected) }
        }
    }

    private static func failure(_ problem: Int32, isConnected: Bool) -> Failure {
        switch problem {
        case ETIMEDOUT: .timeout
        // A peer that took the connection and dropped it at once did not refuse it.
        case ECONNRESET, EPIPE: .closed
        default: isConnected ? .closed : .refused
        }
    }

    /// Waits until one of some events of `poll` happened.
    func wait(for events: Int16) throws(Failure) {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        while true {
            let left = deadline.milliseconds
            guard left > 0 else { throw .timeout }
            let ready = Glibc.poll(&entry, 1, Int32(clamping: left))
            if ready > 0 { return }
            if ready == 0 { throw .timeout }
            if errno != EINTR { throw .closed }
        }
    }
}
