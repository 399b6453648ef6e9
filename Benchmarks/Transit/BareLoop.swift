import Glibc

/// What the kernel alone takes for a connection: the system calls of one, and nothing else, again and again.
enum BareLoop {
    private static let rounds = 200
    private static let suites: [UInt16] = [0xC02B, 0xC02F, 0xC013, 0xC009, 0x009C, 0x002F, 0x0005, 0x000A]

    /// Processor microseconds a connection to a port of loopback, while it is as busy as it is.
    static func microseconds(port: UInt16, processorMilliseconds: () -> Double) -> Double {
        let hello = hello
        var answer = [UInt8](repeating: 0, count: 16_384)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let start = processorMilliseconds()
        for _ in 0..<rounds {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            send(descriptor, hello, hello.count, Int32(MSG_NOSIGNAL))
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, 1_000)
            recv(descriptor, &answer, answer.count, 0)
            close(descriptor)
        }
        return (processorMilliseconds() - start) * 1_000 / Double(rounds)
    }

    /// A hello of TLS 1.2 with a few usual suites, P-256, and SHA-256 with RSA and ECDSA.
    private static var hello: [UInt8] {
        let extensions: [UInt8] = [
            0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 8, 0, 6, 4, 1, 4, 3, 8, 4,
        ]
        var body: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32) + [0]
        body += [0, UInt8(suites.count * 2)] + suites.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + [1, 0]
        body += [0, UInt8(extensions.count)] + extensions
        return [22, 3, 1, 0, UInt8(body.count + 4), 1, 0, 0, UInt8(body.count)] + body
    }
}
