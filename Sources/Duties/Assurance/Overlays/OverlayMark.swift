public import CanonicalJSON
public import Model

/// Whose overlay took part: what reports and the record say of it.
public struct OverlayMark: Sendable, Hashable {
    /// What the ids of all that it adds begin with, such as `transport`.
    public var namespace: String
    /// Its version, as its issuer counts.
    public var version: String
    /// What it is called.
    public var name: LocalizedText
    /// Who issued it.
    public var issuer: LocalizedText
    /// When it was issued.
    public var issued: CalendarDate
    /// SHA-256 over the names and bytes of its files, in hexadecimal.
    public var digest: String

    /// A mark.
    public init(
        namespace: String, version: String, name: LocalizedText, issuer: LocalizedText, issued: CalendarDate,
        digest: String
    ) {
        self.namespace = namespace
        self.version = version
        self.name = name
        self.issuer = issuer
        self.issued = issued
        self.digest = digest
    }

    /// Namespace and version, which tell overlays apart.
    public var label: String { "\(namespace) \(version)" }
}

extension OverlayMark {
    /// The mark as JSON.
    public var json: JSONValue {
        [
            "namespace": .string(namespace), "version": .string(version), "name": name.json, "issuer": issuer.json,
            "issued": .string(issued.description), "digest": .string(digest),
        ]
    }

    /// Reads what `json` wrote.
    public init?(json: JSONValue) {
        guard let namespace = json["namespace"]?.text, let version = json["version"]?.text,
            let name = json["name"].flatMap({ LocalizedText(json: $0) }),
            let issuer = json["issuer"].flatMap({ LocalizedText(json: $0) }),
            let issued = json["issued"]?.text.flatMap({ CalendarDate($0) }), let digest = json["digest"]?.text
        else { return nil }
        self.init(
            namespace: namespace, version: version, name: name, issuer: issuer, issued: issued, digest: digest)
    }
}
