import Model

/// Where a server listens: `HOST:PORT`, `[IPv6]:PORT` or a port on loopback alone.
struct ListenAddress: Sendable, Hashable {
    /// The host name or address.
    let host: String
    /// The port; 0 for any that is free.
    let port: Int

    /// Reads what was typed.
    ///
    /// - Throws: `Fault` (`server.bad-listen`).
    init(_ text: String) throws(Fault) {
        let (host, port): (Substring, Substring)
        if let colon = text.lastIndex(of: ":") {
            (host, port) = (text[..<colon], text[text.index(after: colon)...])
        } else {
            (host, port) = ("127.0.0.1", text[...])
        }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host
        guard let number = Int(port), (0...65_535).contains(number), !bare.isEmpty, !bare.contains(" "),
            bare == host ? !bare.contains(":") : true
        else { throw Fault("server.bad-listen", ["value": text]) }
        self.host = String(bare)
        self.port = number
    }
}
