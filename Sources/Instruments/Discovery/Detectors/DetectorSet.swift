public import Model
import PatternEngine

/// The detectors of a run, compiled: what to look for and how.
public struct DetectorSet: Sendable {
    let detectors: [Detector]
    /// The namespace of the overlay whose they are; nil for the centre's.
    let namespace: String?
    /// What speaks for a value of each detector, as log-odds.
    let weights: [Weights]
    let words: WordAutomaton
    let patterns: PatternSet
    /// The detector that each pattern of the set belongs to.
    let patternOwners: [Int]
    /// The detector of each shape, by the shape's number; -1 where none asks for it.
    let shapeOwners: [Int]
    /// What a run of digits may be part of that never counts by itself, and the detectors of that, as bits.
    let unsure: (candidates: ShapeCandidates, detectors: UInt64)

    /// Words of at most so many detectors are told apart: a bit of a 64-bit mask each.
    static let limit = 64

    /// Compiles detectors from files, such as those of `Content/detectors`.
    ///
    /// - Parameter files: names for faults, and UTF-8 YAML.
    /// - Throws: `Fault` (`discovery.…`, `pattern-engine.…`, `yaml-tree.…`) with file, line and column.
    public init(files: [(name: String, bytes: [UInt8])]) throws(Fault) {
        try self.init(files: files, origin: .centre)
    }

    /// Compiles the detectors of an overlay.
    ///
    /// - Parameters:
    ///   - overlay: the files of its folder `detectors`.
    ///   - namespace: what the ids of its detectors begin with; none of the centre's detectors may.
    ///   - centre: the centre's detectors.
    /// - Throws: `Fault` as above, and where a limit for patterns of unknown origin is passed.
    public init(
        overlay files: [(name: String, bytes: [UInt8])], namespace: String, beside centre: DetectorSet
    ) throws(Fault) {
        if let taken = centre.detectors.first(where: { $0.id.prefix { $0 != "-" } == namespace }),
            let file = files.first
        {
            throw Fault(
                "discovery.namespace-taken", ["namespace": namespace, "id": taken.id], at: SourcePlace(file: file.name))
        }
        var bytes = 0
        for file in files {
            bytes += file.bytes.count
            guard bytes <= DetectorOrigin.mostBytes else {
                let limit = String(DetectorOrigin.mostBytes)
                throw Fault("discovery.detectors-too-large", ["limit": limit], at: SourcePlace(file: file.name))
            }
        }
        try self.init(files: files, origin: .overlay(namespace: namespace))
    }

    private init(files: [(name: String, bytes: [UInt8])], origin: DetectorOrigin) throws(Fault) {
        var detectors: [Detector] = []
        var known: Set<String> = []
        for file in files {
            for detector in try DetectorReader(file: file.name, origin: origin).detectors(file.bytes) {
                guard known.insert(detector.id).inserted else {
                    throw Fault("discovery.duplicate-detector", ["id": detector.id], at: detector.place)
                }
                detectors.append(detector)
            }
        }
        guard detectors.count <= Self.limit else {
            throw Fault("discovery.too-many-detectors", ["limit": String(Self.limit)], at: detectors[Self.limit].place)
        }
        var patterns: [Pattern] = []
        var owners: [Int] = []
        var shapeOwners = [Int](repeating: -1, count: Shape.allCases.count)
        for (index, detector) in detectors.enumerated() {
            switch detector.source {
            case .patterns(let source):
                patterns += source.patterns
                owners += source.patterns.map { _ in index }
            case .shape(let shape, let locators):
                patterns += locators
                owners += locators.map { _ in index }
                guard shapeOwners[shape.number] < 0 else {
                    let other = detectors[shapeOwners[shape.number]].id
                    throw Fault(
                        "discovery.shape-taken", ["shape": shape.rawValue, "id": detector.id, "other": other],
                        at: detector.place)
                }
                shapeOwners[shape.number] = index
            }
        }
        self.detectors = detectors
        namespace = origin.namespace
        let weights = detectors.map { Weights($0) }
        self.weights = weights
        unsure = Self.unsure(shapeOwners, weights)
        if origin == .centre {
            self.patterns = try PatternSet(patterns)
        } else {
            guard patterns.count <= DetectorOrigin.mostPatterns else {
                throw Fault(
                    "discovery.too-many-patterns", ["limit": String(DetectorOrigin.mostPatterns)],
                    at: patterns[DetectorOrigin.mostPatterns].place)
            }
            self.patterns = try PatternSet(patterns, widest: DetectorOrigin.widestMatch)
        }
        words = try WordAutomaton(detectors)
        patternOwners = owners
        self.shapeOwners = shapeOwners
    }

    private static func unsure(
        _ owners: [Int], _ weights: [Weights]
    ) -> (candidates: ShapeCandidates, detectors: UInt64) {
        var unsure: (candidates: ShapeCandidates, detectors: UInt64) = ([], 0)
        for (candidates, shapes, isFormatted) in ShapeCandidates.plain {
            let detectors = shapes.map { owners[$0.number] }.filter { $0 >= 0 }
            if detectors.contains(where: { (isFormatted ? weights[$0].most : weights[$0].alone) >= 0 }) { continue }
            unsure.candidates.formUnion(candidates)
            for detector in detectors { unsure.detectors |= 1 << UInt64(detector) }
        }
        return unsure
    }

    /// The recogniser of a detector, where one finds it.
    func shape(_ detector: Int) -> Shape? {
        if case .shape(let shape, _) = detectors[detector].source { shape } else { nil }
    }

    /// Whether any is found by a recogniser of the digit pass.
    var hasShapes: Bool { shapeOwners.contains { $0 >= 0 } }

    /// The names of all types, by detector id.
    public var names: [String: LocalizedText] {
        Dictionary(detectors.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
