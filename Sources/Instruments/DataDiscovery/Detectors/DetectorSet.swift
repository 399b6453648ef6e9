public import Model
import PatternEngine

/// All detectors, compiled together, ready for any number of scanners.
public struct DetectorSet: Sendable {
    /// What a hit of the compiled patterns says.
    enum Meaning: Sendable {
        /// A value of a detector.
        case value(Int)
        /// A word that speaks for a detector or against it.
        case word([(detector: Int, supports: Bool)])
    }

    let detectors: [Detector]
    let patterns: PatternSet
    let meanings: [Meaning]
    /// Places of the detectors that recognisers name.
    let numbers: [String: Int]

    /// Reads and compiles detectors.
    ///
    /// - Parameter files: names and bytes of YAML files.
    /// - Throws: `Fault` (`discovery.…`, `pattern-engine.…`, `yaml-tree.…`) with line and column.
    public init(files: [(name: String, bytes: [UInt8])]) throws(Fault) {
        var detectors: [Detector] = []
        for file in files {
            for detector in try DetectorReader(file: file.name).read(file.bytes) {
                guard !detectors.contains(where: { $0.id == detector.id }) else {
                    throw Fault("discovery.duplicate", ["id": detector.id], at: SourcePlace(file: file.name))
                }
                guard detector.finder != .number || NumberRecogniser.ids.contains(detector.id) else {
                    throw Fault("discovery.no-recogniser", ["id": detector.id], at: SourcePlace(file: file.name))
                }
                detectors.append(detector)
            }
        }
        var patterns: [Pattern] = []
        var meanings: [Meaning] = []
        for (index, detector) in detectors.enumerated() {
            for expression in detector.patterns {
                patterns.append(Pattern(expression, name: detector.id, place: nil))
                meanings.append(.value(index))
            }
        }
        var words: [String: [(detector: Int, supports: Bool)]] = [:]
        for (index, detector) in detectors.enumerated() {
            for word in detector.context { words[word.lowercased(), default: []].append((index, true)) }
            for word in detector.negative { words[word.lowercased(), default: []].append((index, false)) }
        }
        for (word, uses) in words.sorted(by: { $0.key < $1.key }) {
            patterns.append(Pattern(Self.expression(of: word), name: word, caseless: true))
            meanings.append(.word(uses))
        }
        self.detectors = detectors
        self.patterns = try PatternSet(patterns)
        self.meanings = meanings
        numbers = Dictionary(
            detectors.enumerated().filter { $1.finder == .number }.map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The ids of the detectors, in their files' order.
    public var ids: [String] { detectors.map(\.id) }

    /// A word as an expression: whole words where it is written in Latin letters, anywhere in Chinese.
    private static func expression(of word: String) -> String {
        var text = ""
        for scalar in word.unicodeScalars {
            if !("a"..."z").contains(scalar), !("0"..."9").contains(scalar), scalar.isASCII, scalar != " " { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        text = text.replacing(" ", with: "[ _-]?")
        guard let first = word.utf8.first, first < 0x80 else { return text }
        return "\\b" + text
    }
}
