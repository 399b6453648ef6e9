/// What a server answered.
public struct OutboundResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// Names in lower case with their values, in the order they came.
    public var headers: [(name: String, value: String)] { names.indices.map { (names[$0], values[$0]) } }
    /// The first bytes of the body, as many as the request wanted.
    public var body: [UInt8]

    private var names: [String]
    private var values: [String]

    init(status: Int, headers: HeaderLines, body: [UInt8]) {
        self.status = status
        self.body = body
        names = headers.fields.map(\.name)
        values = headers.fields.map(\.value)
    }

    /// All values under a name, which is given in lower case.
    public func values(of name: String) -> [String] {
        names.indices.filter { names[$0] == name }.map { values[$0] }
    }
}
