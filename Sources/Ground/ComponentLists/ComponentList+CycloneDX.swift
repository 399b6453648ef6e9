import CanonicalJSON
public import Model

extension ComponentList {
    /// Reads CycloneDX JSON, versions 1.2 to 1.6 (ECMA-424).
    ///
    /// - Throws: `Fault` (`component-lists.…`) placed at the file.
    public init(cycloneDX bytes: [UInt8], file: String) throws(Fault) {
        let root = try Self.parse(bytes, file: file)
        guard root["bomFormat"] == .string("CycloneDX"), root["specVersion"]?.text?.hasPrefix("1.") == true else {
            throw Fault("component-lists.not-cyclonedx", at: SourcePlace(file: file))
        }
        var components: [Component] = []
        // Components nest; the parser has bounded how deep.
        var waiting = Array((root["components"]?.elements ?? []).reversed())
        while let value = waiting.popLast() {
            guard let name = value["name"]?.text else {
                throw Fault(
                    "component-lists.no-name", ["number": String(components.count + 1)], at: SourcePlace(file: file))
            }
            let supplier =
                value["supplier"]?["name"]?.text ?? value["manufacturer"]?["name"]?.text
                ?? value["publisher"]?.text
            components.append(
                Component(
                    name: name, version: value["version"]?.text.flatMap { $0.isEmpty ? nil : $0 },
                    supplier: supplier, packageURL: value["purl"]?.text))
            waiting += (value["components"]?.elements ?? []).reversed()
            guard components.count <= Self.limit else {
                throw Fault("component-lists.too-many", ["limit": String(Self.limit)], at: SourcePlace(file: file))
            }
        }
        self.init(components: components, timestamp: root["metadata"]?["timestamp"]?.text)
    }

    static func parse(_ bytes: [UInt8], file: String) throws(Fault) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw Fault("component-lists.not-json", ["problem": "\(error)"], at: SourcePlace(file: file))
        }
    }
}
