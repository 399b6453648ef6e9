import Credentials
import Files
import Glibc
import Identity
import Model
import Secrets
import YAMLTree

/// Reads `providers.yaml` of a data folder (docs/sign-in.md).
struct ProviderFile {
    /// The data folder.
    let folder: String

    static let name = "providers.yaml"
    private static let limit = 256 << 10
    private static let most = 16
    private static let secretLimit = 4096

    /// The providers in the order of the file; none where there is no file.
    ///
    /// - Throws: `Fault` (`server.providers-…`, `yaml-tree.…`, `files.…`, `secrets.…`, `credentials.openid-bad-…`,
    ///   `identity.bad-claim`) placed at the line.
    func read() throws(Fault) -> [ProviderSettings] {
        let path = "\(folder)/\(Self.name)"
        guard access(path, F_OK) == 0 else { return [] }
        let root = try YAMLReader().document(BoundedFile.read(path, limit: Self.limit), file: path)
        let top = try ProviderNode(root, Self.name, keys: ["providers"])
        let list = try top.required("providers")
        guard let nodes = list.elements, nodes.count <= Self.most else {
            throw Fault("server.providers-not-list", ["key": "providers", "limit": "\(Self.most)"], at: list.place)
        }
        var providers: [ProviderSettings] = []
        for node in nodes {
            let provider = try read(node)
            if providers.contains(where: { $0.id == provider.id }) {
                throw Fault("server.providers-twice", ["key": "id", "value": provider.id], at: node["id"]?.place)
            }
            if providers.contains(where: { $0.issuer == provider.issuer }) {
                throw Fault(
                    "server.providers-twice", ["key": "issuer", "value": provider.issuer], at: node["issuer"]?.place)
            }
            providers.append(provider)
        }
        return providers
    }

    private func read(_ node: YAMLNode) throws(Fault) -> ProviderSettings {
        let provider = try ProviderNode(
            node, "providers",
            keys: [
                "id", "name", "issuer", "client-id", "client-secret", "scopes", "claim", "second-factor", "roots",
            ])
        let factor = try provider.value("second-factor").map { (node) throws(Fault) in
            try ProviderNode(node, "second-factor", keys: ["acr", "amr"])
        }
        let claim = try provider.textIfAny("claim") ?? ProviderAccount.standardClaim
        try placed(provider.value("claim")) { () throws(Fault) in try ProviderAccount.check(claim: claim) }
        let settings = ProviderSettings(
            id: try id(provider), name: try name(provider), issuer: try provider.text("issuer"),
            clientID: try provider.text("client-id"), secret: try secret(provider),
            scopes: try provider.texts("scopes"), claim: claim, strongClasses: try factor?.texts("acr") ?? [],
            strongMethods: try factor?.texts("amr") ?? [], roots: try provider.textIfAny("roots").map(path))
        // What can be wrong with a client shows now, and not to the first who signs in.
        try placed(provider.value("issuer")) { () throws(Fault) in
            _ = try settings.client(redirect: "https://localhost/")
        }
        if let roots = settings.roots {
            try placed(provider.value("roots")) { () throws(Fault) in
                _ = try BoundedFile.read(roots, limit: Self.limit)
            }
        }
        return settings
    }

    private func id(_ provider: ProviderNode) throws(Fault) -> String {
        let id = try provider.text("id")
        let isPlain = id.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isPlain, id.utf8.count <= 32 else {
            throw Fault("server.providers-bad-id", ["value": id], at: provider.value("id")?.place)
        }
        return id
    }

    /// One text for all languages, or one for each.
    private func name(_ provider: ProviderNode) throws(Fault) -> LocalizedText {
        let value = try provider.required("name")
        guard value.entries != nil else {
            let name = try provider.text("name")
            return LocalizedText(en: name, zhHant: name, zhHans: name)
        }
        let names = try ProviderNode(value, "name", keys: Language.allCases.map(\.rawValue))
        let english = try names.text(Language.english.rawValue)
        return LocalizedText(
            en: english, zhHant: try names.textIfAny(Language.traditionalChinese.rawValue) ?? english,
            zhHans: try names.textIfAny(Language.simplifiedChinese.rawValue) ?? english)
    }

    private func secret(_ provider: ProviderNode) throws(Fault) -> Secret {
        let text = try provider.text("client-secret")
        let isElsewhere = text.hasPrefix("env:") || text.hasPrefix("command:")
        var bytes: [UInt8] = []
        try placed(provider.value("client-secret")) { () throws(Fault) in
            bytes = try KeySource(option: isElsewhere ? text : path(text)).secret(limit: Self.secretLimit)
        }
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Fault("server.providers-bad-secret", at: provider.value("client-secret")?.place)
        }
        return Secret(bytes)
    }

    /// A path as the file means it: from the data folder.
    private func path(_ text: String) -> String { text.hasPrefix("/") ? text : "\(folder)/\(text)" }

    /// Runs something that can fail for what stands at a node, and says where that is.
    private func placed(_ node: YAMLNode?, _ body: () throws(Fault) -> Void) throws(Fault) {
        do {
            try body()
        } catch {
            throw Fault(error.message, at: node?.place ?? error.place)
        }
    }
}
