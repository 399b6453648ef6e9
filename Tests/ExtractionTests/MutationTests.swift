import Extraction
import Glibc
import Model
import TestSupport
import Testing

/// Damaged forms of every sample: whatever the bytes, extraction ends, in order and within its limits.
@Suite("Mutations", .timeLimit(.minutes(10)))
struct MutationTests {
    /// A small generator, so that a failing case can be made again from its seed.
    private struct Random {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, bound)
        }
    }

    @Test(
        "A damaged file ends in order",
        arguments: Samples.all.filter { !$0.file.contains("pdf") && $0.file != "big5late.txt" })
    func mutate(_ sample: Samples.Sample) throws {
        let workshop = Workshop()
        workshop.python(Samples.prelude + "\n" + sample.program)
        let original = try bytes(of: workshop.path(sample.file))
        var limits = ExtractionLimits()
        limits.ratioFloor = 1 << 20
        limits.seconds = 20
        var random = Random(state: UInt64(original.count) &* 2026)
        for _ in 0..<60 {
            var damaged = original
            for _ in 0...random.next(4) {
                guard !damaged.isEmpty else { break }
                let place = random.next(damaged.count)
                switch random.next(5) {
                case 0: damaged[place] = UInt8(random.next(256))
                case 1: damaged[place] ^= 1 << UInt8(random.next(8))
                case 2: damaged.removeSubrange(place..<min(damaged.count, place + random.next(40)))
                case 3:
                    damaged.insert(contentsOf: damaged[place..<min(damaged.count, place + random.next(40))], at: place)
                default: damaged.removeLast(random.next(damaged.count / 2))
                }
            }
            let sink = try extracted(workshop.folder.write("damaged", damaged), limits: limits)
            #expect(sink.disorder == nil)
            #expect(!sink.isOpen)
            #expect(sink.parts.allSatisfy { String(validating: $0.text, as: UTF8.self) != nil }, "not UTF-8")
        }
    }

    private func bytes(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var all: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &block, block.count)
            if count <= 0 { break }
            all += block[..<count]
        }
        return all
    }
}
