/// The groups that answers named, and the order that hellos list groups in: those first that were not seen.
struct SeenGroups: Sendable {
    /// Groups of TLS 1.3, and of the versions before it under TLS 1.2, as they were seen.
    private var seen = VersionTable<[UInt16]>()
    private var order = VersionTable<[UInt16]>()

    init(catalogue: TransitCatalogue) {
        for version in [TLSVersion.tls13, .tls12] {
            seen[version] = []
            order[version] = catalogue.groups(for: version)
        }
    }

    /// Every group, of whichever version.
    var all: Set<UInt16> { Set(seen.all.joined()) }

    /// Those of TLS 1.3.
    var modern: [UInt16] { seen[.tls13] ?? [] }

    /// The groups that a hello of a version lists.
    func listed(for version: TLSVersion) -> [UInt16] { order[max(version, .tls12)] ?? [] }

    /// Notes a group and lists it last from now on; false where it was seen before.
    mutating func see(_ group: UInt16, _ version: TLSVersion) -> Bool {
        guard seen[version]?.contains(group) == false else { return false }
        seen[version]?.append(group)
        for version in [TLSVersion.tls13, .tls12] {
            guard let place = order[version]?.firstIndex(of: group) else { continue }
            order[version]?.remove(at: place)
            order[version]?.append(group)
        }
        return true
    }
}
