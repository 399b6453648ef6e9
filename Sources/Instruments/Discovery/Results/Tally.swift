import Model

/// What a scan has found so far, within its limits.
struct Tally: Sendable {
    let set: DetectorSet
    let limits: ScanLimits
    let fingerprint: @Sendable (UnsafeRawBufferPointer) -> String
    let hash: KeyedHash

    private(set) var counts: [Int]
    private(set) var evidence: [[EvidenceItem]]
    /// How many more pieces of evidence of each type would be kept.
    private var wanted: [Int]
    private(set) var people: DistinctSet

    var files = 0
    var bytes = 0
    private(set) var notScanned = 0
    /// Reasons in the order they came, each kind once.
    private(set) var reasons: [Message] = []
    private(set) var notScannedEvidence: [EvidenceItem] = []

    init(
        _ set: DetectorSet, _ limits: ScanLimits, _ fingerprint: @escaping @Sendable (UnsafeRawBufferPointer) -> String
    ) {
        self.set = set
        self.limits = limits
        self.fingerprint = fingerprint
        hash = KeyedHash(key: Array("seawall.discovery.distinct".utf8).withUnsafeBytes(fingerprint))
        counts = [Int](repeating: 0, count: set.detectors.count)
        wanted = counts
        evidence = set.detectors.map { _ in [] }
        people = DistinctSet(limit: limits.distinctIdentifiers)
        beginPart()
    }

    mutating func beginPart() {
        for index in wanted.indices {
            wanted[index] = min(limits.evidencePerPart, limits.evidencePerType - evidence[index].count)
        }
    }

    /// Whether another piece of evidence of a type would be kept.
    func wantsEvidence(_ detector: Int) -> Bool { wanted[detector] > 0 }

    /// Counts a value.
    mutating func count(_ detector: Int, hash: UInt64?) {
        counts[detector] += 1
        if let hash { people.insert(hash) }
    }

    /// Keeps a piece of evidence; the caller has asked `wantsEvidence`.
    mutating func keep(_ item: EvidenceItem, of detector: Int) {
        wanted[detector] -= 1
        evidence[detector].append(item)
    }

    mutating func noteNotScanned(_ place: String, _ reason: Message) {
        notScanned += 1
        if reasons.count < 100, !reasons.contains(reason) { reasons.append(reason) }
        guard notScannedEvidence.count < limits.notScanned else { return }
        // Nothing is known of it, so the confidence that something lies there is nil.
        notScannedEvidence.append(
            EvidenceItem(type: "not-scanned", place: place, shown: "", confidence: 0, reasons: [reason]))
    }

    mutating func merge(_ other: Tally) {
        precondition(counts.count == other.counts.count, "scanners of one run share their detectors")
        for index in counts.indices {
            counts[index] += other.counts[index]
            evidence[index] += other.evidence[index].prefix(max(0, limits.evidencePerType - evidence[index].count))
        }
        people.formUnion(other.people)
        files += other.files
        bytes += other.bytes
        notScanned += other.notScanned
        for reason in other.reasons where reasons.count < 100 && !reasons.contains(reason) { reasons.append(reason) }
        notScannedEvidence += other.notScannedEvidence.prefix(max(0, limits.notScanned - notScannedEvidence.count))
    }
}
