import SwiftASN1

/// A node of DER, or of the BER that some issuers write, read without judging what it holds.
struct DERNode {
    /// The universal tags that certificates use.
    enum Tag {
        static let boolean = ASN1Identifier.boolean
        static let integer = ASN1Identifier.integer
        static let utcTime = ASN1Identifier.utcTime
        static let generalizedTime = ASN1Identifier.generalizedTime
    }

    /// The most bytes that are read.
    static let limit = 1 << 18

    private let node: ASN1Node
    /// The inner nodes of a constructed node.
    let children: [DERNode]

    /// Reads bytes; nil where they are neither DER nor BER, too many, or too deep.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.limit else { return nil }
        let array = Array(bytes)
        guard let node = (try? DER.parse(array)) ?? (try? BER.parse(array)) else { return nil }
        self.init(node, depth: 0)
    }

    private init?(_ node: ASN1Node, depth: Int) {
        guard depth < 32 else { return nil }
        self.node = node
        var children: [DERNode] = []
        if case .constructed(let nodes) = node.content {
            for inner in nodes {
                guard let child = DERNode(inner, depth: depth + 1) else { return nil }
                children.append(child)
            }
        }
        self.children = children
    }

    /// The bytes of a primitive node; none for a constructed one.
    var content: ArraySlice<UInt8> { if case .primitive(let bytes) = node.content { bytes } else { [] } }

    /// The node with its tag and length.
    var encoded: ArraySlice<UInt8> { node.encodedBytes }

    /// Whether the node has a universal tag.
    func has(_ tag: ASN1Identifier) -> Bool { node.identifier == tag }

    /// The number of a context-specific tag; nil for other classes.
    var contextNumber: UInt? {
        node.identifier.tagClass == .contextSpecific ? node.identifier.tagNumber : nil
    }

    /// The dotted form of an object identifier; nil for other nodes.
    var oid: String? {
        guard node.identifier == .objectIdentifier, let oid = try? ASN1ObjectIdentifier(derEncoded: node) else {
            return nil
        }
        return oid.oidComponents.map(String.init).joined(separator: ".")
    }

    /// The bytes of a bit string, without the count of unused bits.
    var bits: ArraySlice<UInt8>? { node.identifier == .bitString ? content.dropFirst() : nil }

    /// The text of any of the string types.
    var text: String {
        if node.identifier == .bmpString {
            let units = stride(from: content.startIndex, to: content.endIndex - content.count % 2, by: 2)
                .map { UInt16(content[$0]) << 8 | UInt16(content[$0 + 1]) }
            return String(decoding: units, as: UTF16.self)
        }
        return String(decoding: content, as: UTF8.self)
    }
}
