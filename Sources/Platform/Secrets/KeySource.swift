import CanonicalJSON
import Files
import Glibc
public import Model

/// Where keys come from.
public enum KeySource: Sendable, Hashable {
    /// Files of a data folder's own, made on first use.
    case folder(String)
    /// A file with all of them, mode 0600.
    case file(String)
    /// An environment variable, by its name.
    case environment(String)
    /// What a program writes to its standard output: the program and its arguments.
    case command([String])

    private static let limit = 1 << 16

    /// Reads an option: `FILE`, `env:NAME` or `command:PROGRAM ARGS…`, whose words are parted at spaces.
    ///
    /// - Throws: `Fault` (`secrets.bad-source`).
    public init(option: String) throws(Fault) {
        if option.hasPrefix("command:") {
            let words = option.dropFirst("command:".count).split(separator: " ").map(String.init)
            guard !words.isEmpty else { throw Fault("secrets.bad-source", ["value": option]) }
            self = .command(words)
        } else if option.hasPrefix("env:") {
            self = .environment(String(option.dropFirst("env:".count)))
        } else {
            guard !option.isEmpty else { throw Fault("secrets.bad-source", ["value": option]) }
            self = .file(option)
        }
    }

    /// Reads an option that may also name a folder of key files, as a data folder has one.
    ///
    /// - Throws: `Fault` (`secrets.bad-source`).
    public init(folderOr option: String) throws(Fault) {
        var information = stat()
        if stat(option, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
            self = .folder(option)
        } else {
            try self.init(option: option)
        }
    }

    /// Whether a person holds what it names in their hands: keys that can be copied to where they are needed.
    public var isFile: Bool {
        switch self {
        case .folder, .file: true
        case .environment, .command: false
        }
    }

    /// The keys for some purposes.
    ///
    /// - Parameters:
    ///   - mayMake: whether a folder that lacks them gets new ones.
    ///   - department: whose those are then.
    /// - Throws: `Fault` (`secrets.…`, `files.…`) that names the source, never what it holds.
    public func ring(_ purposes: [KeyPurpose], mayMake: Bool, department: String) throws(Fault) -> KeyRing {
        switch self {
        case .folder(let path):
            var generations: [KeyPurpose: [KeyGeneration]] = [:]
            for purpose in purposes {
                generations[purpose] = try KeyFolder(path: path).keys(purpose, mayMake: mayMake, department: department)
            }
            return KeyRing(generations)
        case .file, .environment, .command: return try read(bytes(limit: Self.limit), purposes)
        }
    }

    /// A secret that is no key of ours, such as what another service knows us by: all that the source gives, without the
    /// line end after it.
    ///
    /// - Throws: `Fault` (`secrets.…`, `files.…`) that names the source, never what it holds.
    public func secret(limit: Int) throws(Fault) -> [UInt8] {
        var bytes = try bytes(limit: limit)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return bytes
    }

    private func bytes(limit: Int) throws(Fault) -> [UInt8] {
        switch self {
        case .folder(let path): throw Fault("secrets.bad-source", ["value": path])
        case .file(let path): return try PrivateFile.read(path, limit: limit)
        case .environment(let name):
            guard let value = getenv(name) else { throw Fault("secrets.no-variable", ["name": name]) }
            return Array(String(cString: value).utf8)
        case .command(let words): return try SecretCommand(words: words, limit: limit).output()
        }
    }

    /// The key that shall follow the current one.
    ///
    /// A folder and a file get a new one, which does not count until `promote`; from elsewhere the new one must come
    /// first already, with the one it follows after it.
    ///
    /// - Throws: `Fault` (`secrets.not-first`).
    public func successor(
        _ purpose: KeyPurpose, in ring: KeyRing
    ) throws(Fault) -> (previous: KeyGeneration, next: KeyGeneration) {
        let current = ring.current(purpose)
        switch self {
        case .folder(let path):
            let next = KeyGeneration.new(department: current.department)
            try KeyFolder(path: path).keep(next, purpose)
            return (current, next)
        case .file(let path):
            let next = KeyGeneration.new(department: current.department)
            try rewrite(path) { $0.add(next, purpose) }
            return (current, next)
        case .environment, .command:
            guard let previous = ring.generations(purpose).dropFirst().first else {
                throw Fault("secrets.not-first", ["source": description])
            }
            return (previous, current)
        }
    }

    /// Makes a key of a folder or a file the current one of its purpose.
    public func promote(_ key: KeyGeneration, _ purpose: KeyPurpose) throws(Fault) {
        switch self {
        case .folder(let path): try KeyFolder(path: path).promote(key, purpose)
        case .file(let path): try rewrite(path) { $0.promote(key.id, purpose) }
        case .environment, .command: break
        }
    }

    private func rewrite(_ path: String, _ change: (inout KeyRing) -> Void) throws(Fault) {
        let bytes = try PrivateFile.read(path, limit: Self.limit)
        guard let value = try? JSONValue(parsing: bytes),
            var ring = KeyRing(json: value, purposes: KeyPurpose.allCases.filter { value[$0.rawValue] != nil })
        else { throw Fault("secrets.bad-keys", ["source": description], at: place) }
        change(&ring)
        try AtomicFile.write(Array((ring.json.pretty + "\n").utf8), to: path, mode: 0o600)
    }

    private func read(_ bytes: [UInt8], _ purposes: [KeyPurpose]) throws(Fault) -> KeyRing {
        guard let value = try? JSONValue(parsing: bytes), let ring = KeyRing(json: value, purposes: purposes) else {
            throw Fault(
                "secrets.bad-keys",
                ["source": description, "purposes": purposes.map(\.rawValue).joined(separator: ", ")], at: place)
        }
        return ring
    }

    private var place: SourcePlace? { if case .file(let path) = self { SourcePlace(file: path) } else { nil } }
}

extension KeySource: CustomStringConvertible {
    /// What a person named; of a command only the program, since its arguments may say more than is good.
    public var description: String {
        switch self {
        case .folder(let path), .file(let path): path
        case .environment(let name): "env:\(name)"
        case .command(let words): "command:\(words.first ?? "")"
        }
    }
}
