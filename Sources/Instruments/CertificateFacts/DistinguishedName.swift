/// Writes names as RFC 4514 does: the most specific part first.
enum DistinguishedName {
    private static let keys = [
        "2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "SERIALNUMBER", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
        "2.5.4.9": "STREET", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.97": "ORGANIZATIONIDENTIFIER",
        "0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID", "1.2.840.113549.1.9.1": "EMAIL",
    ]

    /// The text of a name.
    static func text(_ node: DERNode) -> String {
        node.children.prefix(64).reversed().map { set in
            set.children.compactMap { pair in
                guard let oid = pair.children.first?.oid, let value = pair.children.last else { return nil }
                return "\(keys[oid] ?? oid)=\(escaped(String(value.text.prefix(512))))"
            }.joined(separator: "+")
        }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for (index, character) in value.enumerated() {
            let edge =
                (index == 0 && (character == " " || character == "#")) || (index == value.count - 1 && character == " ")
            if edge || "\",+;<>\\".contains(character) { text += "\\" }
            text.append(character)
        }
        return text
    }
}
