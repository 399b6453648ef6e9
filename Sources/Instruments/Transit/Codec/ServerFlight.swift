/// What a server said in clear text after a hello.
struct ServerFlight {
    /// A ServerHello or HelloRetryRequest.
    struct Hello {
        var version: TLSVersion
        var suite: UInt16
        var compression: UInt8
        var isRetry: Bool
        /// The group of a key share, or the one that a HelloRetryRequest asks for.
        var group: UInt16?
        /// The server's key, where it sent one.
        var key: [UInt8]
        /// The cookie of a HelloRetryRequest.
        var cookie: [UInt8]?
        /// The whole message, for the transcript.
        var message: [UInt8]
    }

    var hello: Hello?
    var certificates: [[UInt8]] = []
    var stapled: [UInt8]?
    /// Bits of the prime of a finite-field exchange.
    var primeBits: Int?
    /// The named group of an elliptic-curve exchange up to TLS 1.2.
    var curve: UInt16?
    var asksForCertificate = false
    var isDone = false
    /// The alert's description, where one came.
    var alert: UInt8?
}
