import CanonicalJSON
import Extraction
import Model
import Testing

@testable import Discovery

/// Precision and recall on a corpus of our own, decoys included. A floor, not a proof: the text is made by templates.
@Suite(.timeLimit(.minutes(10)))
struct AccuracyTests {
    private static let pinned = ["hkid", "resident-id", "payment-card", "iban", "email", "hk-phone", "birth-date"]

    @Test func findsAndTellsApart() throws {
        let fixture = try ScanFixture.shared.get()
        let corpus = LabelledCorpus(seed: 2026, documents: 100)
        var limits = ScanLimits()
        limits.evidencePerType = .max
        limits.evidencePerPart = .max
        var found: [LabelledCorpus.Label: Int] = [:]
        for (number, document) in corpus.documents.enumerated() {
            let reading = fixture.scan(Array(document.text.utf8), layout: document.layout, limits: limits)
            for evidence in reading.evidence {
                let digits = evidence.place.utf8.reversed().prefix { $0.isDigit }.reversed()
                let line = Int(String(decoding: Array(digits), as: UTF8.self)) ?? 0
                found[
                    .init(document: number, line: line, type: evidence.type, value: evidence.fingerprint ?? ""),
                    default: 0] += 1
            }
        }
        for type in Self.pinned {
            let truth = corpus.labels.filter { $0.key.type == type }
            let hits = found.filter { $0.key.type == type }
            let right = truth.reduce(0) { $0 + min($1.value, hits[$1.key] ?? 0) }
            let expected = truth.values.reduce(0, +)
            let reported = hits.values.reduce(0, +)
            let precision = Double(right) / Double(max(1, reported))
            let recall = Double(right) / Double(max(1, expected))
            print("accuracy \(type): precision \(precision) recall \(recall) of \(expected), reported \(reported)")
            for (label, _) in truth.sorted(by: { $0.key.line < $1.key.line }) where hits[label] == nil {
                trace("missed", label, corpus)
            }
            for (label, _) in hits.sorted(by: { $0.key.line < $1.key.line }) where truth[label] == nil {
                trace("false", label, corpus)
            }
            #expect(precision >= 0.98, "\(type)")
            #expect(recall >= 0.98, "\(type)")
        }
    }

    private func trace(_ what: String, _ label: LabelledCorpus.Label, _ corpus: LabelledCorpus) {
        let lines = corpus.documents[label.document].text.split(separator: "\n", omittingEmptySubsequences: false)
        print(
            "  \(what) \(label.type) \(label.document):\(label.line) \(lines.indices.contains(label.line - 1) ? String(lines[label.line - 1]) : "?")"
        )
    }
}
