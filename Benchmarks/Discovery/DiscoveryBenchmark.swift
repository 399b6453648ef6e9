import CanonicalJSON
import Discovery
import Extraction
import Glibc
import Model
import PatternEngine

/// Discovery's speed on one core: all detectors on, evidence kept.
///
/// Usage: `DiscoveryBenchmark DETECTORS_DIR [MEGABYTES [CORPUS]]`. Beside each figure stand two bounds of the same run over the
/// same bytes: copying them, and Vectorscan alone with the detectors' patterns that hold no digits.
@main
struct DiscoveryBenchmark {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else {
            print("usage: DiscoveryBenchmark DETECTORS_DIR [MEGABYTES [CORPUS]]")
            exit(2)
        }
        let megabytes = arguments.count > 2 ? Int(arguments[2]) ?? 256 : 256
        do throws(Fault) {
            let detectors = try DetectorSet(files: files(in: arguments[1]))
            let peer = try PatternSet(peerPatterns)
            print("corpus          MB/s    copy MB/s   Vectorscan MB/s   found     peak RSS MB")
            for corpus in SampleText.all where arguments.count < 4 || corpus.name == arguments[3] {
                let block = corpus.text(bytes: 4 << 20)
                measure(corpus, block, megabytes: megabytes, detectors, peer)
            }
        } catch {
            print("\(error)")
            exit(2)
        }
    }

    private static let peerPatterns = [
        Pattern("-----BEGIN [A-Z ]{0,20}PRIVATE KEY", name: "key"), Pattern("AKIA[0-9A-Z]{16}", name: "aws"),
        Pattern("gh[pousr]_[A-Za-z0-9]{36}", name: "github"),
        Pattern("(?:password|passwd|pwd)[\"']?[ ]?[:=]", name: "password", caseless: true),
        Pattern("CONFIDENTIAL", name: "marking"), Pattern("xox[abprs]-[0-9]{8}", name: "slack"),
        Pattern("AIza[0-9A-Za-z_-]{35}", name: "google"), Pattern("eyJ[A-Za-z0-9_-]{10}", name: "token"),
        Pattern("glpat-[A-Za-z0-9_-]{20}", name: "gitlab"), Pattern("npm_[A-Za-z0-9]{36}", name: "npm"),
    ]

    private static func measure(
        _ corpus: SampleText, _ block: [UInt8], megabytes: Int, _ detectors: DetectorSet, _ peer: PatternSet
    ) {
        let rounds = max(1, megabytes * 1_000_000 / block.count)
        var target = [UInt8](repeating: 0, count: block.count)
        let copy = time {
            for _ in 0..<rounds { target.withUnsafeMutableBytes { $0.copyBytes(from: block) } }
        }
        var hits: [PatternHit] = []
        let vectorscan = time {
            for _ in 0..<rounds { block.withUnsafeBytes { raw in eachPiece(raw) { _ = peer.scan($0, into: &hits) } } }
        }
        var scanner = DataScanner(detectors: detectors, fingerprint: fingerprint)
        var found: Int64 = 0
        let own = time {
            scanner.begin(TextPart(path: [corpus.name], layout: corpus.layout))
            for _ in 0..<rounds { block.withUnsafeBytes { raw in eachPiece(raw) { scanner.append($0) } } }
            scanner.end()
            let reading = scanner.finish()
            for (name, value) in reading.facts where name.hasPrefix("data.counts.") { found += value.integer ?? 0 }
        }
        let bytes = Double(rounds * block.count) / 1_000_000
        func rate(_ seconds: Double) -> String { pad(String(Int(bytes / seconds)), 10) }
        var usage = rusage()
        getrusage(Int32(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
        print(
            pad(corpus.name, -12), rate(own), rate(copy), "  ", rate(vectorscan), "  ", pad(String(found), 12),
            pad(String(usage.ru_maxrss / 1024), 10))
    }

    private static func eachPiece(_ raw: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
        for start in stride(from: 0, to: raw.count, by: 64 << 10) {
            body(UnsafeRawBufferPointer(rebasing: raw[start..<min(raw.count, start + 64 << 10)]))
        }
    }

    /// A stand-in for the department's HMAC, at about its cost; it is taken only for evidence that is kept.
    private static func fingerprint(_ bytes: UnsafeRawBufferPointer) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for _ in 0..<64 { for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
        return String(hash, radix: 16)
    }

    private static func time(_ body: () -> Void) -> Double {
        func now() -> Double {
            var usage = rusage()
            getrusage(Int32(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
            return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
        }
        let start = now()
        body()
        return max(now() - start, 0.000_001)
    }

    private static func files(in folder: String) throws(Fault) -> [(name: String, bytes: [UInt8])] {
        guard let directory = opendir(folder) else { throw Fault("benchmark.no-folder", ["path": folder]) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".yaml") { names.append(name) }
        }
        return names.sorted().map { name in
            guard let file = fopen(folder + "/" + name, "r") else { return (name, []) }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 20)
            bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
            return (name, bytes)
        }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        let gap = String(repeating: " ", count: max(0, abs(width) - text.count))
        return width < 0 ? text + gap : gap + text
    }
}
