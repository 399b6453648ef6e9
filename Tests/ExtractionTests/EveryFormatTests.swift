import Extraction
import Testing

@Suite("Every format", .timeLimit(.minutes(10)))
struct EveryFormatTests {
    @Test("The known sentence is found in every format and nest", arguments: Samples.all)
    func sentence(_ sample: Samples.Sample) throws {
        let workshop = Workshop()
        workshop.python(Samples.prelude + "\n" + sample.program)
        let sink = try extracted(workshop.path(sample.file))
        let text = sink.text
        #expect(text.contains(Samples.identity), "notes: \(sink.notes)")
        // The PDF is made with a font that has no Chinese.
        if !["page.pdf", "pdf.zip"].contains(sample.file) {
            #expect(text.contains(Samples.name), "notes: \(sink.notes)")
        }
        #expect(sink.disorder == nil)
        #expect(!sink.isOpen)
        #expect(sink.parts.allSatisfy { $0.description.path.first == sample.file })
    }
}

/// Everything that a path gives.
func extracted(_ path: String, limits: ExtractionLimits = .init()) throws -> CollectingSink {
    let extractor = Extractor(limits: limits)
    var sink = CollectingSink()
    for item in try extractor.units(of: path) {
        switch item {
        case .unit(let unit): extractor.extract(unit, into: &sink)
        case .notScanned(let path, let reason): sink.notScanned(path: path, reason: reason)
        }
    }
    return sink
}
