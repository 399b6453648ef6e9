import Glibc
import Model
import PageSamples
import Pages
import Phrases

/// How long a page takes to write, from a view and a frame to HTML: `PagesBenchmark ROOT`.
@main struct PagesBenchmark {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("usage: PagesBenchmark ROOT")
            exit(2)
        }
        let root = CommandLine.arguments[1].hasSuffix("/") ? CommandLine.arguments[1] : CommandLine.arguments[1] + "/"
        let phrases = try SampleFrame.phrases(root: root)
        let frame = SampleFrame.officer(.traditionalChinese, path: "/", phrases: phrases)
        for name in ["overview", "departments", "finding", "home"] {
            guard let sample = SamplePages.all.first(where: { $0.name == name }) else { continue }
            var bytes = sample.html(frame).utf8.count
            let rounds = 200
            let spent = ContinuousClock().measure {
                for _ in 0..<rounds { bytes = max(bytes, sample.html(frame).utf8.count) }
            }
            let micros = spent.components.seconds * 1_000_000 + spent.components.attoseconds / 1_000_000_000_000
            print("\(name): \(micros / Int64(rounds)) µs a page of \(bytes / 1024) KiB")
        }
    }
}
