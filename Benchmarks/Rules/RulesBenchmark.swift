import CanonicalJSON
import Glibc
import Model
import Rules

/// Matches 200 rules against observation records and against lines shaped like Suricata's EVE, on one thread.
///
/// The peer in the same run is the plan without sharing: each rule compiled and matched by itself.
@main struct RulesBenchmark {
    /// Usage: `RulesBenchmark [ROUNDS]`.
    static func main() throws {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200_000
        let kinds = ["transit.tls", "transit.certificate", "storage.protection", "data.inventory"]
        let rules = try (0..<200).flatMap { try rule($0, kind: kinds[$0 % kinds.count]) }
        let records = (0..<64).map { record($0, kind: kinds[$0 % kinds.count]) }
        let sources = (0..<64).map { LogSource(category: kinds[$0 % kinds.count], product: "seawall") }
        let together = try RulePlan(rules).makeMatcher()
        var matches = 0
        let shared = try seconds {
            for round in 0..<rounds {
                matches += try together.matches(record: records[round & 63], logsource: sources[round & 63]).count
            }
        }
        report("observations, 200 rules", rounds, shared)
        let single = try rules.map { try RulePlan([$0]).makeMatcher() }
        var apart = 0
        let few = rounds / 50
        let alone = try seconds {
            for round in 0..<few {
                for matcher in single {
                    apart += try matcher.matches(record: records[round & 63], logsource: sources[round & 63]).count
                }
            }
        }
        report("the same, each rule by itself", few, alone)
        print("ratio: \(rate(rounds, shared) / max(1, rate(few, alone)))")

        let lines = (0..<64).map { Array(line($0).utf8) }
        let network = try (0..<200).flatMap { try networkRule($0) }
        let matcher = try RulePlan(network).makeMatcher()
        let source = LogSource(category: "flow", product: "suricata")
        var bytes = 0
        let read = try seconds {
            for round in 0..<rounds {
                matches += try lines[round & 63].withUnsafeBytes { try matcher.matches($0, logsource: source) }.count
                bytes += lines[round & 63].count
            }
        }
        report("EVE lines, 200 rules", rounds, read)
        print("EVE bytes: \(bytes / Int(read * 1_000_000)) MB/s")
        print("matches: \(matches) \(apart)")
    }

    private static func rule(_ number: Int, kind: String) throws -> [SigmaRule] {
        let text = """
            title: rule \(number)
            id: rule-\(number)
            logsource: {product: seawall, category: \(kind)}
            detection:
              a: {subject.tier|gte: \(number % 4), place.kind: [public-cloud, 'private-*']}
              b: {tls.versions|startswith: 'TLSv1.\(number % 5)', age_days|lt: \(number)}
              c: {certificate.causes|contains: 'cause-\(number)', endpoint.network|cased: untrusted}
              d: {protection.state: 'state-\(number % 7)'}
              condition: (a and b) or c and not d
            level: high

            """
        return try SigmaParser().rules(Array(text.utf8), file: "bench")
    }

    private static func networkRule(_ number: Int) throws -> [SigmaRule] {
        let text = """
            title: rule \(number)
            id: network-\(number)
            logsource: {product: suricata, category: flow}
            detection:
              a: {http.hostname|endswith: '.host\(number).example', http.url|contains: '/admin\(number % 20)'}
              b: {dest_port: \(1000 + number), flow.bytes_toserver|gt: \(number * 1000)}
              c: {src_ip|cidr: '10.\(number % 250).0.0/16', proto: UDP}
              condition: a or b or c
            level: low

            """
        return try SigmaParser().rules(Array(text.utf8), file: "bench")
    }

    private static func record(_ number: Int, kind: String) -> Facts {
        [
            "subject.id": "system-\(number)".json, "subject.tier": .integer(Int64(number % 3 + 1)),
            "subject.grade": "restricted",
            "subject.exposure": "internet", "object.kind": "endpoint", "object.id": "web",
            "age_days": .integer(Int64(number)),
            "endpoint.network": "untrusted", "place.kind": number % 2 == 0 ? "public-cloud" : "data-centre",
            "tls.versions": ["TLSv1.2", "TLSv1.3"], "tls.suites": .strings((0..<12).map { "TLS_SUITE_\($0)" }),
            "certificate.causes": ["cause-x"], "protection.state": "encrypted", "observation.complete": true,
        ]
    }

    private static func line(_ number: Int) -> String {
        """
        {"timestamp":"2026-11-24T00:00:\(10 + number % 50).123456+0000","flow_id":\(1_000_000 + number),"in_iface":"eth0",\
        "event_type":"http","src_ip":"10.\(number).3.4","src_port":\(40_000 + number),"dest_ip":"192.0.2.\(number)","dest_port":443,\
        "proto":"TCP","http":{"hostname":"www.host\(number % 7).example","url":"/index/\(number)?q=a%20b","http_user_agent":\
        "Mozilla/5.0 (X11; Linux x86_64)","http_method":"GET","protocol":"HTTP/1.1","status":200,"length":\(number * 17)},\
        "flow":{"pkts_toserver":\(number),"pkts_toclient":12,"bytes_toserver":\(number * 900),"bytes_toclient":23456},\
        "tags":["a","b"],"app_proto":"http"}
        """
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = clock()
        try body()
        return Double(clock() - start) / 1_000_000
    }

    private static func rate(_ count: Int, _ seconds: Double) -> Int { Int(Double(count) / max(seconds, 0.000_001)) }

    private static func report(_ name: String, _ count: Int, _ seconds: Double) {
        print("\(name): \(rate(count, seconds)) a CPU second")
    }
}

extension String {
    fileprivate var json: JSONValue { .string(self) }
}
