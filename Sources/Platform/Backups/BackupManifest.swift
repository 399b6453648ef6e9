public import CanonicalJSON
public import Model
public import Secrets

/// What a backup is, and what lies in it: the content of its `manifest.json`.
public struct BackupManifest: Sendable, Hashable {
    /// The kind of database that a backup was made of. It can be restored to either.
    public enum Engine: String, Sendable, CaseIterable {
        case sqlite, postgresql
    }

    /// A file of the backup.
    public struct File: Sendable, Hashable {
        /// Its path in the backup, of names with slashes between them.
        public var path: String
        /// How many bytes it has.
        public var bytes: Int64
        /// SHA-256 of them, in hexadecimal.
        public var digest: String
    }

    /// The layout that this program writes, and the only one that it reads.
    public static let version = 1
    static let format = "seawall-backup"
    static let fileLimit = 100_000
    private static let keyLimit = 10_000

    /// When it was made.
    public var made: Instant
    /// The program that made it, with its version.
    public var program: String
    /// What it was made of.
    public var engine: Engine
    /// The log's name.
    public var origin: String
    /// How many leaves the checkpoint in it covers.
    public var size: Int64
    /// The root over them, in hexadecimal.
    public var root: String
    /// Whether the secret keys are in it too.
    public var hasKeys: Bool
    /// The ids of the keys that the record cannot be used without.
    public var needed: [KeyPurpose: [String]]
    /// Every other file of the backup.
    public var files: [File]
}

extension BackupManifest {
    /// The manifest as JSON.
    public var json: JSONValue {
        let keys = needed.map { ($0.key.rawValue, JSONValue.strings($0.value)) }
        return [
            "format": .string(Self.format), "version": .integer(Int64(Self.version)),
            "made": .string(made.description), "program": .string(program), "engine": .string(engine.rawValue),
            "log": ["origin": .string(origin), "size": .integer(size), "root": .string(root)],
            "keys": [
                "included": .bool(hasKeys),
                "needed": .object(Dictionary(keys, uniquingKeysWith: { first, _ in first })),
            ],
            "files": .array(
                files.map { file in
                    ["path": .string(file.path), "bytes": .integer(file.bytes), "sha256": .string(file.digest)]
                }),
        ]
    }

    /// Reads a manifest; nil where it is something else, or names a file outside its folder or twice.
    public init?(json: JSONValue) {
        guard json["format"]?.text == Self.format, json["version"]?.integer == Int64(Self.version),
            let made = json["made"]?.text.flatMap({ Instant($0) }), let program = json["program"]?.text,
            let engine = json["engine"]?.text.flatMap(Engine.init), let origin = json["log"]?["origin"]?.text,
            let size = json["log"]?["size"]?.integer, size >= 0, let root = json["log"]?["root"]?.text,
            let hasKeys = json["keys"]?["included"]?.bool,
            let needed = json["keys"]?["needed"]?.members.flatMap(Self.keys),
            let files = json["files"]?.elements.flatMap(Self.files)
        else { return nil }
        self.init(
            made: made, program: program, engine: engine, origin: origin, size: size, root: root, hasKeys: hasKeys,
            needed: needed, files: files)
    }

    private static func keys(_ members: [String: JSONValue]) -> [KeyPurpose: [String]]? {
        var keys: [KeyPurpose: [String]] = [:]
        for (name, value) in members {
            guard let purpose = KeyPurpose(rawValue: name), let elements = value.elements, elements.count <= keyLimit
            else { return nil }
            let ids = elements.compactMap(\.text)
            guard ids.count == elements.count else { return nil }
            keys[purpose] = ids
        }
        return keys
    }

    private static func files(_ elements: [JSONValue]) -> [File]? {
        guard elements.count <= fileLimit else { return nil }
        var files: [File] = []
        var seen: Set<String> = []
        for element in elements {
            guard let path = element["path"]?.text, isInside(path), seen.insert(path).inserted,
                let bytes = element["bytes"]?.integer, bytes >= 0, let digest = element["sha256"]?.text
            else { return nil }
            files.append(File(path: path, bytes: bytes, digest: digest))
        }
        return files
    }

    /// Whether a path stays in the folder that it begins in, and names nothing that programs hide.
    package static func isInside(_ path: String) -> Bool {
        guard (1...1024).contains(path.utf8.count), !path.utf8.contains(0) else { return false }
        return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { name in
            !name.isEmpty && name.utf8.first != UInt8(ascii: ".") && name.utf8.count <= 255
        }
    }
}
