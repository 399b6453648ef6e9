import CanonicalJSON
import Glibc
public import Model

/// States whether what lies at a path is encrypted, as its bytes and the devices under it prove.
public struct StorageProbe: Sendable {
    /// The kind of observation.
    public static let kind = "storage.protection"

    private let systemRoot: String
    private static let fileLimit = 200_000
    private static let evidenceLimit = 200

    /// A probe of this machine.
    public init() { systemRoot = "" }

    /// A probe that reads `proc` and `sys` under another root.
    init(systemRoot: String) { self.systemRoot = systemRoot }

    /// What a path shows.
    ///
    /// - Parameters:
    ///   - path: a file or folder.
    ///   - kind: what it is declared to be: `folder`, `file`, `archive`, `disk-image` or `sqlite`.
    public func reading(path: String, kind: String) -> Reading {
        var information = stat()
        guard stat(path, &information) == 0 else { return Self.notAssessed(errno) }
        var walk = FileWalk(limit: Self.fileLimit)
        switch information.st_mode & S_IFMT {
        case S_IFREG: walk.add(path, name: "")
        case S_IFDIR: walk.run(path)
        default: return Self.notAssessed(EINVAL)
        }
        if let problem = walk.problem, walk.files.isEmpty { return Self.notAssessed(problem) }
        return summary(of: walk, path: path)
    }

    private func summary(of walk: FileWalk, path: String) -> Reading {
        let volume = VolumeChain(path, root: systemRoot)
        let files = walk.files
        let encrypted = files.count { $0.protection.state == .encrypted }
        let clear = files.count { $0.protection.state == .clear }
        let weak = files.count { $0.protection.state == .weak }
        let open = files.count - encrypted - clear - weak
        var state: String
        if files.isEmpty {
            state = "clear"
        } else if weak > 0 {
            state = "weak"
        } else if clear == 0, open == 0 {
            state = "encrypted"
        } else if encrypted > 0, clear > 0 {
            state = "mixed"
        } else if clear > 0 {
            state = "clear"
        } else {
            let random = files.allSatisfy { $0.protection.state == .randomLooking || $0.protection.state == .encrypted }
            state = random ? "random-looking" : "unknown"
        }
        var layer = encrypted + weak > 0 ? "file" : "none"
        var leading = files.first { $0.protection.state == .weak } ?? files.first { $0.protection.scheme != nil }
        if state != "encrypted", state != "weak", volume?.encryption != nil {
            // What lies in clear on an encrypted volume is encrypted where it is stored.
            state = "encrypted"
            layer = "volume"
            leading = nil
        }
        var weaknesses = files.reduce(into: Set<String>()) { $0.formUnion($1.protection.weaknesses) }
        if encrypted > 0, walk.hasOpenKey { weaknesses.insert("key-beside-data") }
        var facts: Facts = [
            "protection.state": .string(state), "protection.layer": .string(layer),
            "protection.weaknesses": .strings(weaknesses.sorted()),
            "protection.readable": .bool(clear > 0),
            "protection.files_encrypted": .integer(Int64(encrypted + weak)),
            "protection.files_clear": .integer(Int64(clear)), "protection.files_unknown": .integer(Int64(open)),
        ]
        if layer == "volume", let kind = volume?.encryption { facts["protection.scheme"] = .string(kind) }
        if let protection = leading?.protection {
            facts["protection.scheme"] = protection.scheme.map { .string($0) }
            facts["protection.cipher"] = protection.cipher.map { .string($0) }
            facts["protection.key_bits"] = protection.keyBits.map { .integer(Int64($0)) }
            facts["protection.kdf"] = protection.kdf.map { .string($0) }
        }
        if let volume { facts["protection.volume"] = .string(volume.text) }
        let evidence = files.prefix(Self.evidenceLimit).map { file in
            EvidenceItem(
                type: "storage", place: file.name.isEmpty ? path : file.name,
                shown: [file.protection.state.rawValue, file.protection.scheme, file.protection.cipher]
                    .compactMap(\.self).joined(separator: " "))
        }
        let reasons = walk.unread
        return Reading(
            kind: Self.kind, facts: facts, completeness: reasons.isEmpty ? .complete : .partial(reasons),
            evidence: evidence)
    }

    private static func notAssessed(_ code: Int32) -> Reading {
        let id =
            switch code {
            case ENOENT, ENOTDIR: "at-rest.missing"
            case EACCES, EPERM: "at-rest.no-permission"
            case EINVAL: "at-rest.not-file"
            default: "at-rest.unreadable"
            }
        return Reading(
            kind: kind, facts: [:],
            completeness: .notAssessed(Message(id, ["problem": String(cString: strerror(code))])))
    }
}
