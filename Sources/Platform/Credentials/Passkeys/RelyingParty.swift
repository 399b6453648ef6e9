public import Model

/// The site that passkeys are made for (WebAuthn level 2, section 4, "relying party").
public struct RelyingParty: Sendable, Hashable {
    /// The domain that passkeys are bound to.
    public let id: String
    /// The site's name, for people.
    public let name: String
    /// The addresses that its pages are served from, such as `https://seawall.example.gov.hk`.
    public let origins: [String]

    /// A site.
    ///
    /// - Throws: `Fault` (`credentials.bad-origin`) unless every origin is an HTTPS one (HTTP on this machine) whose host
    ///   is the id or ends in it.
    public init(id: String, name: String, origins: [String]) throws(Fault) {
        guard !origins.isEmpty else { throw Fault("credentials.bad-origin", ["origin": "", "id": id]) }
        for origin in origins {
            guard let host = WebAddress(origin)?.originHost, !id.isEmpty, host == id || host.hasSuffix("." + id) else {
                throw Fault("credentials.bad-origin", ["origin": origin, "id": id])
            }
        }
        self.id = id
        self.name = name
        self.origins = origins
    }

    func has(origin: String) -> Bool { origins.contains { ConstantTime.equal($0, origin) } }
}
