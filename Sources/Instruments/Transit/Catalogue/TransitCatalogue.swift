import CanonicalJSON
public import Model

/// What suites, groups and SSH algorithms are called and which are weak: read from `Content/transit/catalogue.json`.
public struct TransitCatalogue: Sendable {
    let suites: [Suite]
    let ssl2Suites: [SSL2Suite]
    let groups: [Group]
    let weakSSH: Set<String>
    let weakSSHPrefixes: [String]
    let postQuantumSSH: Set<String>
    /// Suites whose exchange shows a finite-field prime.
    let finiteSuites: Set<UInt16>
    /// Suites whose exchange shows a named curve.
    let ellipticSuites: Set<UInt16>
    /// Both of these.
    let ephemeralSuites: Set<UInt16>
    private let suitesByVersion: [TLSVersion: [UInt16]]
    private let modernGroups: [UInt16]
    private let classicGroups: [UInt16]
    private let suiteByCode: [UInt16: Suite]
    private let groupByCode: [UInt16: Group]

    /// Reads the catalogue.
    ///
    /// - Throws: `Fault` (`transit.bad-catalogue`) placed at the file.
    public init(_ bytes: [UInt8], file: String) throws(Fault) {
        guard let root = try? JSONValue(parsing: bytes), let suites = root["suites"]?.elements,
            let ssl2Suites = root["sslv2"]?.elements, let groups = root["groups"]?.elements,
            let weak = root["ssh"]?["weak"]?.elements,
            let postQuantum = root["ssh"]?["postQuantum"]?.elements
        else { throw Fault("transit.bad-catalogue", at: SourcePlace(file: file)) }
        self.suites = suites.compactMap { value in
            guard let code = value["code"]?.integer.flatMap({ UInt16(exactly: $0) }), let name = value["name"]?.text,
                let from = value["from"]?.text.flatMap({ TLSVersion(name: $0) })
            else { return nil }
            return Suite(
                code: code, name: name, from: from,
                weaknesses: (value["weaknesses"]?.elements ?? []).compactMap(\.text))
        }
        self.ssl2Suites = ssl2Suites.compactMap { value in
            guard let code = value["code"]?.integer.flatMap({ UInt32(exactly: $0) }), code <= 0xFF_FFFF,
                let name = value["name"]?.text
            else { return nil }
            return SSL2Suite(
                code: code, name: name, weaknesses: (value["weaknesses"]?.elements ?? []).compactMap(\.text))
        }
        self.groups = groups.compactMap { value in
            guard let code = value["code"]?.integer.flatMap({ UInt16(exactly: $0) }), let name = value["name"]?.text
            else { return nil }
            let versions = (value["versions"]?.elements ?? []).compactMap { $0.text.flatMap { TLSVersion(name: $0) } }
            return Group(
                code: code, name: name, versions: Set(versions), isPostQuantum: value["postQuantum"] == .bool(true))
        }
        let names = weak.compactMap(\.text)
        weakSSH = Set(names)
        weakSSHPrefixes = names.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }
        postQuantumSSH = Set(postQuantum.compactMap(\.text))
        let known = self.suites
        suitesByVersion = Dictionary(
            uniqueKeysWithValues: TLSVersion.allCases.map { version in
                (version, known.filter { ($0.from == .tls13) == (version == .tls13) && $0.from <= version }.map(\.code))
            })
        finiteSuites = Set(known.filter(\.isFinite).map(\.code))
        ellipticSuites = Set(known.filter(\.isElliptic).map(\.code))
        ephemeralSuites = finiteSuites.union(ellipticSuites)
        // Those that no older version can show come first: a server that follows the client names them first.
        let modern = self.groups.filter { $0.versions.contains(.tls13) }
        modernGroups =
            (modern.filter { !$0.versions.contains(.tls12) } + modern.filter { $0.versions.contains(.tls12) }).map(
                \.code)
        classicGroups = self.groups.filter { $0.versions.contains(.tls12) }.map(\.code)
        suiteByCode = Dictionary(self.suites.map { ($0.code, $0) }) { first, _ in first }
        groupByCode = Dictionary(self.groups.map { ($0.code, $0) }) { first, _ in first }
        guard self.suites.count == suites.count, self.ssl2Suites.count == ssl2Suites.count,
            self.groups.count == groups.count
        else {
            throw Fault("transit.bad-catalogue", at: SourcePlace(file: file))
        }
    }

    /// The suites that a version may use.
    func suites(for version: TLSVersion) -> [UInt16] { suitesByVersion[version] ?? [] }

    /// The groups that a version may use.
    func groups(for version: TLSVersion) -> [UInt16] { version == .tls13 ? modernGroups : classicGroups }

    func suite(_ code: UInt16) -> Suite? { suiteByCode[code] }

    func name(ofSuite code: UInt16) -> String { suiteByCode[code]?.name ?? Self.unnamed(code) }

    /// An SSLv2 suite by its code, under a number for a name where the catalogue has none.
    func ssl2Suite(_ code: UInt32) -> SSL2Suite {
        ssl2Suites.first { $0.code == code }
            ?? SSL2Suite(code: code, name: "0x" + String(code, radix: 16), weaknesses: [])
    }

    func weaknesses(ofSuite code: UInt16) -> [String] { suiteByCode[code]?.weaknesses ?? [] }

    func name(ofGroup code: UInt16) -> String { groupByCode[code]?.name ?? Self.unnamed(code) }

    func isPostQuantum(group code: UInt16) -> Bool { groupByCode[code]?.isPostQuantum ?? false }

    func isWeak(ssh name: String) -> Bool {
        weakSSH.contains(name) || weakSSHPrefixes.contains { name.hasPrefix($0) }
    }

    private static func unnamed(_ code: UInt16) -> String { "0x" + String(code, radix: 16) }
}
