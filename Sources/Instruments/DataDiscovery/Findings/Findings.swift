import CanonicalJSON
import Model

/// What a scan found so far, counted whole and kept in part.
struct Findings {
    /// Belief from which a value counts.
    static let threshold = 0.5
    private static let keptOfType = 200
    private static let peopleLimit = 2_000_000
    private static let reasonLimit = 100

    let detectors: DetectorSet
    private var counts: [Int]
    private var kept: [[EvidenceItem]]
    private var people: Set<UInt64> = []
    private var peopleFull = false
    private var markings: Set<Grade> = []
    private(set) var files: Set<String> = []
    var bytes: Int64 = 0
    private var notScanned: Int64 = 0
    private var reasons: [Message] = []
    private var notScannedItems: [EvidenceItem] = []
    private var notScannedIDs: Set<String> = []

    init(_ detectors: DetectorSet) {
        self.detectors = detectors
        counts = Array(repeating: 0, count: detectors.detectors.count)
        kept = Array(repeating: [], count: detectors.detectors.count)
    }

    mutating func sawFile(_ name: String) { files.insert(name) }

    mutating func add(_ value: BlockScanner.Value, mask: String, fingerprint: String, place: String) {
        let detector = detectors.detectors[value.detector]
        counts[value.detector] += 1
        if detector.category == .marking { markings.insert(detector.grade) }
        if detector.identifies, let number = UInt64(fingerprint.prefix(16), radix: 16) {
            if people.count < Self.peopleLimit { people.insert(number) } else { peopleFull = true }
        }
        guard kept[value.detector].count < Self.keptOfType else { return }
        kept[value.detector].append(
            EvidenceItem(
                type: detector.id, place: place, shown: mask, fingerprint: fingerprint, confidence: value.confidence,
                reasons: value.reasons))
    }

    mutating func couldNotScan(_ path: [String], _ reason: Message) {
        notScanned += 1
        notScannedIDs.insert(reason.id)
        guard notScannedItems.count < Self.reasonLimit else { return }
        let place = path.joined(separator: "/")
        notScannedItems.append(
            EvidenceItem(type: "not-scanned", place: place, shown: "", confidence: 1, reasons: [reason]))
        if !reasons.contains(reason) { reasons.append(reason) }
    }

    /// The reading.
    func reading() -> Reading {
        let found = detectors.detectors.indices.filter { counts[$0] > 0 }
        let categories = Set(found.map { detectors.detectors[$0].category })
        let personal = categories.contains(.personal) || categories.contains(.financial)
        let floor = found.map { detectors.detectors[$0].grade }.max() ?? .unclassified
        var facts: Facts = [
            "data.types": .strings(found.map { detectors.detectors[$0].id }.sorted()),
            "data.categories": .strings(categories.map(\.rawValue).sorted()),
            "data.people": .integer(Int64(people.count)), "data.personal": .bool(personal),
            "data.secrets": .bool(categories.contains(.secret)), "data.grade_floor": .string(floor.rawValue),
            "data.classified": .bool(floor >= .restricted),
            "data.markings": .strings(markings.sorted().map(\.rawValue)),
            "data.files_scanned": .integer(Int64(files.count)), "data.bytes_scanned": .integer(bytes),
            "data.items_not_scanned": .integer(notScanned),
            "data.not_scanned_reasons": .strings(notScannedIDs.sorted()),
        ]
        for index in found { facts["data.counts.\(detectors.detectors[index].id)"] = .integer(Int64(counts[index])) }
        var open = reasons
        if peopleFull { open.append(Message("discovery.people-cap", ["limit": String(Self.peopleLimit)])) }
        return Reading(
            kind: InventorySchema.schema.kind, facts: facts, completeness: open.isEmpty ? .complete : .partial(open),
            evidence: kept.flatMap(\.self) + notScannedItems)
    }
}
