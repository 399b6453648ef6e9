/// What the caller's HTTP client is asked to send to a provider.
public struct OpenIDExchange: Sendable, Hashable {
    /// An address with TLS, or on this machine. Redirects must not be followed.
    public let address: String
    /// What to send as `application/x-www-form-urlencoded` with POST; nil for GET.
    public let form: String?
    /// The `Authorization` header; it must not show in logs.
    public let authorization: String?
    /// The most bytes of body to take.
    public let limit: Int

    init(_ address: String, form: String? = nil, authorization: String? = nil, limit: Int) {
        self.address = address
        self.form = form
        self.authorization = authorization
        self.limit = limit
    }
}

/// What a provider answered.
public struct OpenIDAnswer: Sendable, Hashable {
    /// The HTTP status.
    public let status: Int
    /// The body.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
