import Files
import Model
import Pages
import YAMLTree

/// The file that says what the API is, and the page that is made from it.
struct APIDescription: Sendable {
    private static let limit = 1 << 20

    /// The file, as it is served.
    let bytes: [UInt8]
    /// The page.
    let view: APIView

    /// The file of a content folder, `api/openapi.yaml`.
    ///
    /// - Throws: `Fault` with file, line and column where it is no description (`server.bad-description`).
    init(content: String) throws(Fault) {
        let file = content + "/api/openapi.yaml"
        bytes = try BoundedFile.read(file, limit: Self.limit)
        let root = try YAMLReader().document(bytes, file: file)
        guard let version = root["info"]?["version"]?.text, let base = root["servers"]?.elements?.first?["url"]?.text,
            let tags = root["tags"]?.elements, let paths = root["paths"]?.entries
        else { throw Fault("server.bad-description", at: root.place) }
        var byTag: [String: [APIView.Operation]] = [:]
        for path in paths {
            for entry in path.value.entries ?? [] where Self.methods.contains(entry.key) {
                guard let tag = entry.value["tags"]?.elements?.first?.text else {
                    throw Fault("server.bad-description", at: entry.keyPlace)
                }
                let shared = path.value["parameters"]?.elements ?? []
                byTag[tag, default: []].append(
                    try Self.operation(entry, at: base + path.key, shared: shared, in: root))
            }
        }
        view = APIView(
            version: version, base: base,
            groups: tags.compactMap { tag in
                guard let name = tag["name"]?.text, let operations = byTag[name] else { return nil }
                return APIView.Group(name: .written(name, in: .english), operations: operations)
            })
    }

    private static let methods: Set<String> = ["get", "put", "post", "delete", "patch"]

    private static func operation(
        _ entry: YAMLEntry, at path: String, shared: [YAMLNode], in root: YAMLNode
    ) throws(Fault) -> APIView.Operation {
        var parameters: [APIView.Parameter] = []
        for node in shared + (entry.value["parameters"]?.elements ?? []) {
            let node = try resolved(node, in: root)
            guard let name = node["name"]?.text, let place = node["in"]?.text, let schema = node["schema"] else {
                throw Fault("server.bad-description", at: node.place)
            }
            parameters.append(
                APIView.Parameter(
                    name: name, place: place, type: try resolved(schema, in: root)["type"]?.text ?? "string",
                    isRequired: node["required"]?.bool ?? false, summary: summary(node)))
        }
        var answers: [APIView.Answer] = []
        for answer in entry.value["responses"]?.entries ?? [] {
            answers.append(
                APIView.Answer(status: answer.key, summary: summary(try resolved(answer.value, in: root))))
        }
        return APIView.Operation(
            method: entry.key.uppercased(), path: path,
            summary: .written(entry.value["summary"]?.text ?? "", in: .english),
            scope: entry.value["x-scope"]?.text, parameters: parameters, answers: answers)
    }

    private static func summary(_ node: YAMLNode) -> Wording {
        .written(node["description"]?.text ?? "", in: .english)
    }

    /// What a node refers to within the file, or itself.
    private static func resolved(_ node: YAMLNode, in root: YAMLNode) throws(Fault) -> YAMLNode {
        guard let reference = node["$ref"]?.text else { return node }
        var found: YAMLNode? = root
        for name in reference.split(separator: "/").dropFirst() { found = found?[String(name)] }
        guard let found else { throw Fault("server.bad-description", at: node.place) }
        return found
    }
}
