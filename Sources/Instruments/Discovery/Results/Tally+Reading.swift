import CanonicalJSON
import Model

extension Tally {
    /// The facts of everything found.
    func reading() -> Reading {
        let found = set.detectors.indices.filter { counts[$0] > 0 }.sorted {
            set.detectors[$0].id < set.detectors[$1].id
        }
        let detectors = found.map { set.detectors[$0] }
        func holds(_ categories: Detector.Category...) -> Bool {
            detectors.contains { categories.contains($0.category) }
        }
        let categories = Detector.Category.allCases.filter { holds($0) }.map(\.rawValue)
        let floor = detectors.map(\.gradeFloor).max() ?? .unclassified
        let markings = Set(detectors.filter { $0.category == .marking }.map(\.gradeFloor)).sorted()

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
            "data.items_not_scanned": .integer(Int64(notScanned)),
            "data.not_scanned_reasons": .strings(Set(reasons.map(\.id)).sorted()),
        ]
        for index in found { facts["data.counts.\(set.detectors[index].id)"] = .integer(Int64(counts[index])) }

        var gaps = reasons
        if people.isFull {
            gaps.append(Message("discovery.people-capped", ["limit": String(limits.distinctIdentifiers)]))
        }
        return Reading(
            kind: InventorySchema.schema.kind, facts: facts, completeness: gaps.isEmpty ? .complete : .partial(gaps),
            evidence: found.flatMap { evidence[$0] } + notScannedEvidence)
    }
}
