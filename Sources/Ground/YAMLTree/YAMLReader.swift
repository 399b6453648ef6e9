public import Model
import Yams

/// Reads YAML of unknown origin into located nodes, within limits: size, depth, no aliases, no duplicate keys.
public struct YAMLReader: Sendable {
    /// What a reader refuses beyond.
    public struct Limits: Sendable {
        /// Bytes of one file.
        public var bytes = 4 << 20
        /// Collections inside collections.
        public var depth = 64

        /// The limits for files that people write.
        public init() {}
    }

    private let limits: Limits

    /// A reader with limits.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Reads a file of one document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - file: the name that faults give.
    /// - Throws: `Fault` (`yaml-tree.…`) with line and column.
    public func document(_ bytes: [UInt8], file: String) throws(Fault) -> YAMLNode {
        let documents = try documents(bytes, file: file)
        guard let first = documents.first else { throw Fault("yaml-tree.empty", at: SourcePlace(file: file)) }
        guard documents.count == 1 else { throw Fault("yaml-tree.several-documents", at: documents[1].place) }
        return first
    }

    /// Reads a file of any number of documents.
    public func documents(_ bytes: [UInt8], file: String) throws(Fault) -> [YAMLNode] {
        guard bytes.count <= limits.bytes else {
            throw Fault("yaml-tree.too-large", ["limit": String(limits.bytes)], at: SourcePlace(file: file))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault("yaml-tree.not-utf8", at: SourcePlace(file: file, line: Self.lineOfInvalidUTF8(bytes)))
        }
        try YAMLGuard(limit: limits.depth).check(bytes, file: file)
        do {
            let parser = try Parser(yaml: text)
            var nodes: [YAMLNode] = []
            while let root = try parser.nextRoot() { nodes.append(try convert(root, file: file, depth: 0)) }
            return nodes
        } catch let fault as Fault {
            throw fault
        } catch let error as YamlError {
            throw Self.fault(error, file: file)
        } catch {
            throw Fault("yaml-tree.not-yaml", ["problem": "\(error)"], at: SourcePlace(file: file))
        }
    }

    private func convert(_ node: Node, file: String, depth: Int) throws(Fault) -> YAMLNode {
        let place = SourcePlace(file: file, line: node.mark?.line, column: node.mark?.column)
        guard depth <= limits.depth else {
            throw Fault("yaml-tree.too-deep", ["limit": String(limits.depth)], at: place)
        }
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain || scalar.style == .any
            return YAMLNode(.scalar(scalar.string, plain: plain), at: place)
        case .sequence(let sequence):
            var elements: [YAMLNode] = []
            for element in sequence { elements.append(try convert(element, file: file, depth: depth + 1)) }
            return YAMLNode(.sequence(elements), at: place)
        case .mapping(let mapping):
            var entries: [YAMLEntry] = []
            for (key, value) in mapping {
                let keyPlace = SourcePlace(file: file, line: key.mark?.line, column: key.mark?.column)
                guard case .scalar(let scalar) = key else { throw Fault("yaml-tree.key-not-text", at: keyPlace) }
                let value = try convert(value, file: file, depth: depth + 1)
                entries.append(YAMLEntry(key: scalar.string, keyPlace: keyPlace, value: value))
            }
            return YAMLNode(.mapping(entries), at: place)
        case .alias:
            throw Fault("yaml-tree.alias", at: place)
        }
    }

    private static func fault(_ error: YamlError, file: String) -> Fault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let place = SourcePlace(file: file, line: mark.line, column: mark.column)
            return Fault("yaml-tree.not-yaml", ["problem": problem], at: place)
        case .duplicatedKeysInMapping(let keys, let context):
            let place = SourcePlace(file: file, line: context.mark.line, column: context.mark.column)
            return Fault("yaml-tree.duplicate-key", ["key": keys.joined(separator: ", ")], at: place)
        case .reader(let problem, _, _, _):
            return Fault("yaml-tree.not-yaml", ["problem": problem], at: SourcePlace(file: file))
        default:
            return Fault("yaml-tree.not-yaml", ["problem": "unreadable"], at: SourcePlace(file: file))
        }
    }

    private static func lineOfInvalidUTF8(_ bytes: [UInt8]) -> Int {
        var line = 1
        for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}
