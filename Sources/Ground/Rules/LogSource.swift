/// Where the records that a rule judges come from.
public struct LogSource: Sendable, Hashable {
    /// Such as `process_creation`, or a kind of observation.
    public var category: String?
    /// Such as `windows` or `seawall`.
    public var product: String?
    /// Such as `sysmon`.
    public var service: String?

    /// A source.
    public init(category: String? = nil, product: String? = nil, service: String? = nil) {
        self.category = category
        self.product = product
        self.service = service
    }

    /// Whether records of a source are for rules of this one: what it leaves open fits all.
    func covers(_ source: LogSource) -> Bool {
        Self.fits(category, source.category) && Self.fits(product, source.product)
            && Self.fits(service, source.service)
    }

    private static func fits(_ wanted: String?, _ given: String?) -> Bool {
        guard let wanted else { return true }
        return wanted.lowercased() == given?.lowercased()
    }
}
