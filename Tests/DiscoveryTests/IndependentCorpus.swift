import CanonicalJSON
import Discovery
import Extraction
import Model
import TestSupport
import Testing

/// A value of a type in a file, in the form that fingerprints are taken of.
struct Label: Hashable {
    var file: String
    var type: String
    var value: String
}

/// The documents, their labels, and what only looks like a value in them.
struct IndependentCorpus {
    static let types = ["hkid", "resident-id", "card", "iban", "email", "phone", "birth-date"]
    /// The corpus has one type where detectors tell several apart.
    private static let detectors = [
        "payment-card": "card", "hk-phone": "phone", "cn-phone": "phone", "international-phone": "phone",
    ]

    private let folder = TemporaryFolder()
    private let decoys: [String: [(kind: String, value: String)]]
    let labels: [Label: Int]

    init() throws {
        let script = String(#filePath.dropLast("IndependentCorpus.swift".count)) + "Independent/make.py"
        let made = Run(["python3", script, folder.path])
        try #require(made.status == 0, "\(made.error)")
        var labels: [Label: Int] = [:]
        for line in try Self.lines(folder.path + "/truth.jsonl") {
            let (file, type) = (Self.text(line, "file"), Self.text(line, "type"))
            let canonical = Self.text(line, "canonical")
            let value = type == "phone" ? Self.dialled(canonical, written: Self.text(line, "value")) : canonical
            labels[Label(file: file, type: type, value: value), default: 0] += 1
        }
        var decoys: [String: [(kind: String, value: String)]] = [:]
        for line in try Self.lines(folder.path + "/decoys.jsonl") {
            decoys[Self.text(line, "file"), default: []].append((Self.text(line, "kind"), Self.text(line, "value")))
        }
        self.labels = labels
        self.decoys = decoys
    }

    /// Everything that is found, file by file. The fingerprint is the normal form itself, as all values are synthetic.
    func scan(_ detectors: DetectorSet) throws -> [Label: Int] {
        let extractor = Extractor()
        var limits = ScanLimits()
        limits.evidencePerType = .max
        limits.evidencePerPart = .max
        var found: [Label: Int] = [:]
        for item in try extractor.units(of: folder.path) {
            guard case .unit(let unit) = item else {
                Issue.record("not listed: \(item)")
                continue
            }
            // The three lists beside the folders are not documents.
            guard unit.name.contains("/") else { continue }
            var scanner = DataScanner(
                detectors: detectors, fingerprint: { String(decoding: $0, as: UTF8.self) }, limits: limits)
            extractor.extract(unit, into: &scanner)
            for evidence in scanner.finish().evidence {
                let type = Self.detectors[evidence.type] ?? evidence.type
                found[Label(file: unit.name, type: type, value: evidence.fingerprint ?? ""), default: 0] += 1
            }
        }
        return found
    }

    /// Prints what went wrong with a type: false hits under the kinds of decoys that they are, then misses.
    func explain(_ score: Score) {
        var kinds: [String: [Label]] = [:]
        for label in score.wrong.keys { kinds[kind(of: label), default: []].append(label) }
        for (kind, labels) in kinds.sorted(by: { $0.key < $1.key }) {
            print("  false, \(kind): \(labels.count)")
            for label in labels.sorted(by: { ($0.file, $0.value) < ($1.file, $1.value) }) {
                print("    \(label.file) \(label.value) × \(score.wrong[label] ?? 0)")
            }
        }
        print("  missed: \(score.missed.count)")
        for (label, count) in score.missed.sorted(by: { ($0.key.file, $0.key.value) < ($1.key.file, $1.key.value) }) {
            print("    \(label.file) \(label.value) × \(count)")
        }
    }

    /// The kind of decoy that holds a value, or that it holds.
    private func kind(of label: Label) -> String {
        let value = Self.plain(label.value)
        let decoy = decoys[label.file]?.first { decoy in
            let other = Self.plain(decoy.value)
            return !other.isEmpty && (other.contains(value) || value.contains(other))
        }
        return decoy?.kind ?? "no decoy"
    }

    private static func plain(_ value: String) -> String {
        value.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// The form that a number's fingerprint is taken of: eight digits in Hong Kong, the number as dialled on the
    /// mainland, the country code and the rest elsewhere.
    private static func dialled(_ canonical: String, written: String) -> String {
        var digits = canonical
        if digits.hasPrefix("00") { digits.removeFirst(2) }
        if digits.hasPrefix("852"), digits.count == 11 { return String(digits.dropFirst(3)) }
        if digits.hasPrefix("86"), digits.count > 11 {
            digits.removeFirst(2)
            return digits.hasPrefix("1") && digits.count == 11 ? digits : "0" + digits
        }
        // A trunk prefix is not dialled behind a country code.
        if let trunk = written.firstRange(of: "(0)") {
            let before = written[..<trunk.lowerBound].count { $0.isNumber }
            digits.remove(at: digits.index(digits.startIndex, offsetBy: before))
        }
        return digits
    }

    private static func lines(_ path: String) throws -> [JSONValue] {
        let text = Run(["cat", path]).text
        return try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    private static func text(_ line: JSONValue, _ key: String) -> String { line[key]?.text ?? "" }
}
