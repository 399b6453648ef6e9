import Testing

@testable import Discovery

/// Precision and recall on the documents of `Independent`, which were labelled by someone who had not seen the
/// detectors. They are scanned as `seawall scan data` does it: files through the extractor into the scanner.
///
/// A value counts once for each place where it stands: of one value that the labels name three times in a file, and that
/// was found twice, two are right and one is missed; found four times, one is false. Lines are not compared.
@Suite(.timeLimit(.minutes(10)))
struct IndependentAccuracyTests {
    @Test func findsAndTellsApart() throws {
        let corpus = try IndependentCorpus()
        let found = try corpus.scan(ScanFixture.shared.get().detectors)
        for type in IndependentCorpus.types {
            let score = Score(type, labels: corpus.labels, found: found)
            print("independent accuracy \(score)")
            #expect(score.precision >= 0.98, "\(type)")
            #expect(score.recall >= 0.98, "\(type)")
            if score.precision < 0.98 || score.recall < 0.98 { corpus.explain(score) }
        }
    }
}
