import CanonicalJSON
public import Model

extension ComponentList {
    /// Reads SPDX JSON, version 2.2 or 2.3 (ISO/IEC 5962).
    ///
    /// - Throws: `Fault` (`component-lists.…`) placed at the file.
    public init(spdx bytes: [UInt8], file: String) throws(Fault) {
        let root = try Self.parse(bytes, file: file)
        guard root["spdxVersion"]?.text?.hasPrefix("SPDX-2.") == true else {
            throw Fault("component-lists.not-spdx", at: SourcePlace(file: file))
        }
        let packages = root["packages"]?.elements ?? []
        guard packages.count <= Self.limit else {
            throw Fault("component-lists.too-many", ["limit": String(Self.limit)], at: SourcePlace(file: file))
        }
        var components: [Component] = []
        for value in packages {
            guard let name = value["name"]?.text else {
                throw Fault(
                    "component-lists.no-name", ["number": String(components.count + 1)], at: SourcePlace(file: file))
            }
            let references = value["externalRefs"]?.elements ?? []
            let packageURL = references.first { $0["referenceType"] == .string("purl") }?["referenceLocator"]?.text
            components.append(
                Component(
                    name: name, version: Self.stated(value["versionInfo"]),
                    supplier: Self.stated(value["supplier"]) ?? Self.stated(value["originator"]),
                    packageURL: packageURL))
        }
        self.init(components: components, timestamp: root["creationInfo"]?["created"]?.text)
    }

    /// `NOASSERTION` and `NONE` say that nothing is said (SPDX 2.3, clause 7).
    private static func stated(_ value: JSONValue?) -> String? {
        guard let text = value?.text, !["", "NOASSERTION", "NONE"].contains(text) else { return nil }
        return text
    }
}
