import CanonicalJSON
import Model

extension Tally {
    /// A type that was found.
    private struct Found {
        var detector: Detector
        var count: Int
        var evidence: [EvidenceItem]
    }

    /// The types that were found.
    private var found: [Found] {
        let detectors = self.set.detectors
        return detectors.indices.filter { counts[$0] > 0 }.map {
            Found(detector: detectors[$0], count: counts[$0], evidence: evidence[$0])
        }
    }

    /// The facts of everything found.
    ///
    /// - Parameter others: what detectors of other sets found in the same text.
    func reading(adding others: [Tally] = []) -> Reading {
        let found = ([self] + others).flatMap(\.found).sorted { $0.detector.id < $1.detector.id }
        let detectors = found.map(\.detector)
        func holds(_ categories: Detector.Category...) -> Bool {
            detectors.contains { categories.contains($0.category) }
        }
        let categories = Detector.Category.allCases.filter { holds($0) }.map(\.rawValue)
        let floor = detectors.map(\.gradeFloor).max() ?? .unclassified
        let markings = Set(detectors.filter { $0.category == .marking }.map(\.gradeFloor)).sorted()
        var people = people
        for other in others { people.formUnion(other.people) }
        let reasons = others.reduce(reasons) { reasons, other in
            reasons + other.reasons.filter { !reasons.contains($0) }
        }

        var facts: Facts = [
            "data.types": .strings(detectors.map(\.id)),
            "data.categories": .strings(categories.sorted()),
            "data.people": .integer(Int64(people.count)),
            "data.personal": .bool(holds(.personal, .financial)),
            "data.secrets": .bool(holds(.secret)),
            "data.grade_floor": .string(floor.rawValue),
            "data.classified": .bool(floor >= .restricted),
            "data.markings": .strings(markings.map(\.rawValue)),
            "data.files_scanned": .integer(Int64(files)),
            "data.bytes_scanned": .integer(Int64(bytes)),
            "data.items_not_scanned": .integer(Int64(others.reduce(notScanned) { $0 + $1.notScanned })),
            "data.not_scanned_reasons": .strings(Set(reasons.map(\.id)).sorted()),
        ]
        for type in found { facts["data.counts.\(type.detector.id)"] = .integer(Int64(type.count)) }

        var gaps = reasons
        if people.isFull {
            gaps.append(Message("discovery.people-capped", ["limit": String(limits.distinctIdentifiers)]))
        }
        return Reading(
            kind: InventorySchema.schema.kind, facts: facts, completeness: gaps.isEmpty ? .complete : .partial(gaps),
            evidence: found.flatMap(\.evidence)
                + others.reduce(notScannedEvidence) { $0 + $1.notScannedEvidence })
    }
}
