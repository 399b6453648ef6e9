import CanonicalJSON
import Glibc
import Model
import Transit

/// Looks at services, first one after another for the processor time of each, then all at once for time and memory.
///
/// `TransitBenchmark CATALOGUE KIND:PORT…`; the services listen on loopback and bear the name `bench.test`. It prints one
/// line of JSON for each service and one for all. `compare.py` starts the services and calls it.
@main struct TransitBenchmark {
    private static let rounds = 5

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first, arguments.count > 1 else {
            print("usage: TransitBenchmark CATALOGUE KIND:PORT…")
            exit(2)
        }
        let catalogue = try TransitCatalogue(contents(of: path), file: path)
        let probe = TransitProbe(catalogue: catalogue)
        let targets = arguments.dropFirst().compactMap(target)
        let moment = Instant(seconds: Int64(time(nil)))
        for target in targets {
            var milliseconds: [Double] = []
            var facts: Facts = [:]
            // What is bounded is versions, suites and groups: the header request is left to the run of all.
            var bare = target
            if bare.kind == .https { bare.kind = .tls }
            for _ in 0..<rounds {
                let start = processorMilliseconds()
                let readings = await probe.readings(of: bare, at: moment)
                milliseconds.append(processorMilliseconds() - start)
                facts = readings.reduce(into: [:]) { $0.merge($1.facts) { first, _ in first } }
            }
            facts["bench.port"] = .integer(Int64(target.port))
            facts["bench.cpu_ms"] = .number(milliseconds.sorted()[rounds / 2])
            facts["bench.bare_us"] = .number(
                BareLoop.microseconds(port: target.port, processorMilliseconds: processorMilliseconds))
            write(facts)
        }
        let (cpu, wall) = (processorMilliseconds(), wallMilliseconds())
        let counts = await withTaskGroup(of: Int.self) { group in
            for target in targets { group.addTask { await probe.readings(of: target, at: moment).count } }
            var counts = 0
            for await count in group { counts += count }
            return counts
        }
        write([
            "bench.readings": .integer(Int64(counts)), "bench.wall_ms": .number(wallMilliseconds() - wall),
            "bench.cpu_ms": .number(processorMilliseconds() - cpu), "bench.peak_kb": .integer(Int64(usage().ru_maxrss)),
        ])
    }

    private static func target(_ text: String) -> EndpointTarget? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let kind = EndpointTarget.Kind(rawValue: String(parts[0])), let port = UInt16(parts[1])
        else { return nil }
        return EndpointTarget(kind: kind, host: "127.0.0.1", port: port, serverName: "bench.test", anchors: [])
    }

    private static func write(_ facts: Facts) {
        print(String(decoding: JSONValue.object(facts).canonicalBytes, as: UTF8.self))
    }

    private static func usage() -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }

    private static func processorMilliseconds() -> Double {
        let usage = usage()
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000
    }

    private static func wallMilliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
    }

    private static func contents(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }
}
