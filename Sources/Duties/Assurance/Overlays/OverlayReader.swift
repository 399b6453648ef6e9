import CanonicalJSON
public import ContentFiles
public import Model
import Phrases
import Rules
import YAMLTree

/// Reads overlays: each by itself, within the limits of `OverlayFolder`.
public struct OverlayReader {
    /// Overlays of one run.
    public static let most = 8
    /// Bytes of the name of a detector.
    private static let longestName = 200

    private let folder: OverlayFolder

    /// A reader of a folder.
    public init(_ folder: OverlayFolder) { self.folder = folder }

    /// The overlays of some folders, in the order of their namespaces: the order that they are named in changes nothing.
    ///
    /// - Throws: `Fault` (`content-files.…`, `assurance.…`, `rules.…`, `yaml-tree.…`) with file, line and column.
    public static func all(_ folders: [String]) throws(Fault) -> [Overlay] {
        guard folders.count <= most else {
            throw Fault("assurance.overlays-too-many", ["limit": String(most)], at: SourcePlace(file: folders[most]))
        }
        var overlays: [Overlay] = []
        for folder in folders {
            let overlay = try OverlayReader(OverlayFolder(reading: folder)).overlay()
            if let first = overlays.first(where: { $0.mark.namespace == overlay.mark.namespace }) {
                throw Fault(
                    "assurance.overlay-twice", ["namespace": overlay.mark.namespace, "first": first.path],
                    at: overlay.namespace.place)
            }
            overlays.append(overlay)
        }
        return overlays.sorted { $0.mark.namespace < $1.mark.namespace }
    }

    /// The overlay of the folder.
    ///
    /// - Throws: `Fault` as above.
    public func overlay() throws(Fault) -> Overlay {
        let (mark, namespace) = try manifest()
        var controls: [Written<Control>] = []
        var tightenings: [TighteningRequest] = []
        for file in folder.files(in: "controls") {
            let read = try OverlayControlReader(file: folder.place(of: file.name), namespace: namespace.value)
                .read(file.bytes)
            for control in read.controls {
                if let first = controls.first(where: { $0.value.id == control.value.id }) {
                    throw Fault(
                        "assurance.overlay-id-twice", ["id": control.value.id, "first": first.place.description],
                        at: control.place)
                }
                controls.append(control)
            }
            tightenings += read.tightenings
        }
        return Overlay(
            mark: mark, path: folder.path, namespace: namespace, controls: controls, tightenings: tightenings,
            rules: try rules(namespace.value),
            detectors: folder.files(in: "detectors").map { (folder.place(of: $0.name), $0.bytes) },
            texts: try texts(namespace.value))
    }

    private func manifest() throws(Fault) -> (OverlayMark, Written<OverlayNamespace>) {
        let file = folder.place(of: OverlayFolder.manifest)
        guard let manifest = folder.files.first(where: { $0.name == OverlayFolder.manifest }) else {
            throw Fault("content-files.not-overlay", at: SourcePlace(file: folder.path))
        }
        let root = try YAMLReader().document(manifest.bytes, file: file)
        let reader = try MappingReader(
            root, name: "overlay", keys: ["seawall-overlay", "namespace", "version", "name", "issuer", "issued"])
        _ = try reader.integer("seawall-overlay", in: 1...1)
        let node = try reader.required("namespace")
        let text = try reader.text(node, "namespace")
        guard let namespace = OverlayNamespace(text) else {
            throw Fault("assurance.overlay-namespace-form", ["value": text], at: node.place)
        }
        let versionNode = try reader.required("version")
        let version = try reader.text(versionNode, "version")
        guard Self.isVersion(version) else {
            throw Fault("assurance.overlay-version-form", ["value": version], at: versionNode.place)
        }
        var digest = ContentDigest()
        for file in folder.files { digest.add(file.name, file.bytes) }
        let mark = OverlayMark(
            namespace: text, version: version, name: try reader.localized("name"),
            issuer: try reader.localized("issuer"), issued: try reader.date("issued"), digest: digest.hexadecimal)
        try OverlayWords.check(mark.name, "name", at: root["name"]?.place ?? root.place)
        try OverlayWords.check(mark.issuer, "issuer", at: root["issuer"]?.place ?? root.place)
        return (mark, Written(value: namespace, place: node.place))
    }

    /// One to four numbers with dots between them.
    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...4).contains(parts.count)
            && parts.allSatisfy { part in
                (1...9).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
    }

    private func rules(_ namespace: OverlayNamespace) throws(Fault) -> [SigmaRule] {
        var rules: [SigmaRule] = []
        var seen: [String: SourcePlace] = [:]
        let parser = SigmaParser()
        for file in folder.files(in: "rules") where !file.name.hasSuffix(".json") {
            for rule in try parser.rules(file.bytes, file: folder.place(of: file.name)) {
                guard OverlayNamespace.permits(rule.id, prefix: namespace.prefix) else {
                    throw Fault("assurance.overlay-id", ["id": rule.id, "prefix": namespace.prefix], at: rule.place)
                }
                try OverlayWords.check(rule.title, "title", at: rule.place)
                if let first = seen.updateValue(rule.place, forKey: rule.id) {
                    throw Fault(
                        "assurance.overlay-id-twice", ["id": rule.id, "first": first.description], at: rule.place)
                }
                rules.append(rule)
            }
        }
        return rules
    }

    /// The texts, each of which must be the name of a detector of the overlay: no text of the centre is replaced.
    private func texts(_ namespace: OverlayNamespace) throws(Fault) -> [Overlay.Texts] {
        var texts: [Overlay.Texts] = []
        for file in folder.files(in: "i18n") {
            let place = SourcePlace(file: folder.place(of: file.name))
            let tag = file.name.split(separator: "/").last?.dropLast(".json".count) ?? ""
            guard let language = Language(rawValue: String(tag)) else { continue }
            try check(file.bytes, prefix: "detectors." + namespace.prefix, at: place)
            texts.append(Overlay.Texts(file: place.file, language: language, bytes: file.bytes))
        }
        return texts
    }

    private func check(_ bytes: [UInt8], prefix: String, at place: SourcePlace) throws(Fault) {
        let texts: [String: JSONValue]
        do {
            texts = try JSONValue(parsing: bytes).members ?? [:]
        } catch {
            throw Fault("phrases.not-json", ["problem": "\(error)"], at: place)
        }
        for (id, text) in texts.sorted(by: { $0.key < $1.key }) {
            guard OverlayNamespace.permits(id, prefix: prefix) else {
                throw Fault("assurance.overlay-id", ["id": id, "prefix": prefix], at: place)
            }
            // It is shown in terminals as it stands.
            guard let text = text.text, !text.isEmpty, text.utf8.count <= Self.longestName, text == text.printable
            else {
                throw Fault("assurance.overlay-name-form", ["id": id, "limit": String(Self.longestName)], at: place)
            }
        }
    }
}
