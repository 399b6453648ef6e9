/// The suites of every version from SSLv3 on, as far as they are known: one elimination a version.
///
/// Versions before TLS 1.2 wait for those above, to be asked for the suites that are new and in the same hello for the
/// known ones.
struct SuiteSweeps: Sendable {
    /// The versions before TLS 1.3 that share one hello, newest first.
    private static let classic: [TLSVersion] = [.tls12, .tls11, .tls10, .ssl3]

    private var sweeps = VersionTable<Elimination>()
    /// Versions with a hello under way, a bit each.
    private var awaited: UInt32 = 0
    /// Whether every version has begun.
    private var hasBegunAll = false
    private let catalogue: TransitCatalogue

    init(catalogue: TransitCatalogue) {
        self.catalogue = catalogue
        for version in [TLSVersion.tls13, .tls12] { sweeps[version] = Elimination(catalogue.suites(for: version)) }
    }

    subscript(version: TLSVersion) -> Elimination? {
        _read { yield sweeps[version] }
        _modify { yield &sweeps[version] }
    }

    /// Every suite that was accepted, of whichever version.
    var accepted: Set<UInt16> { Set(sweeps.all.map(\.accepted).joined()) }

    /// Notes that a hello for a version goes out.
    mutating func ask(_ version: TLSVersion) { awaited |= 1 << UInt32(version.place) }

    /// Notes that it was answered.
    mutating func settle(_ version: TLSVersion) { awaited &= ~(1 << UInt32(version.place)) }

    /// Whether all suites of a version are known, or that it is not spoken.
    func isWhole(_ version: TLSVersion) -> Bool {
        sweeps[version]?.hasNext == false && awaited & 1 << UInt32(version.place) == 0
    }

    /// Whether nothing is left to ask of any version.
    var areWhole: Bool { isWhole(.tls12) && isWhole(.tls13) && Self.classic.allSatisfy { isWhole($0) } }

    /// Whether the server's order of suites counts, as far as the picks alone show it.
    var hasOwnOrder: Bool? {
        var shown: Bool?
        for version in Self.classic {
            guard let isOwn = sweeps[version]?.hasOwnOrder else { continue }
            if isOwn { return true }
            shown = shown ?? isOwn
        }
        return shown
    }

    /// Suites of one version in the order that the server picked them in, for the question whose order counts.
    ///
    /// ChaCha20 is left out where it can be: servers that let clients have it first still have an order of their own.
    var pickedInOrder: (TLSVersion, [UInt16])? {
        for version in Self.classic + [.tls13] {
            guard let suites = sweeps[version]?.acceptedTogether, suites.count > 1 else { continue }
            let others = suites.filter { catalogue.suite($0)?.isChaCha == false }
            if others.count > 1 { return (version, others) }
        }
        return nil
    }

    /// The suites of a kind that a version before TLS 1.3 took, for the newest version that took any.
    func accepted(where belongs: (UInt16) -> Bool) -> (TLSVersion, [UInt16])? {
        for version in Self.classic {
            let suites = (sweeps[version]?.accepted ?? []).filter(belongs)
            if !suites.isEmpty { return (version, suites) }
        }
        return nil
    }

    /// Begins to ask for the versions before one whose suites are known: all of them at once where that one is spoken, since
    /// they mostly have the same; the next one otherwise.
    ///
    /// - Parameter all: whatever is known by now.
    mutating func beginOlder(all: Bool) {
        guard !hasBegunAll else { return }
        for (place, version) in Self.classic.enumerated() {
            guard all || isWhole(version) else { return }
            let known = Set(Self.classic[...place].flatMap { sweeps[$0]?.accepted ?? [] })
            let older = Self.classic[(place + 1)...]
            for version in all || !known.isEmpty ? older : older.prefix(1) where sweeps[version] == nil {
                let suites = catalogue.suites(for: version)
                let common = suites.filter { known.contains($0) }
                sweeps[version] = Elimination(
                    suites.filter { !known.contains($0) }, known: common,
                    chunk: common.isEmpty ? Elimination.usualChunk : Elimination.largeChunk)
            }
        }
        hasBegunAll = Self.classic.allSatisfy { sweeps[$0] != nil }
    }
}
