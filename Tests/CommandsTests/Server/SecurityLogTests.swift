import CanonicalJSON
import Model
import Rules
import TestSupport
import Testing

/// What the log of a running server tells monitoring, and what it does not tell.
@Suite(.timeLimit(.minutes(15))) struct SecurityLogTests {
    /// Rules as an analyst would write them, for the engine that judges everything else here.
    private static let rules = [
        "guessing": "{event.action: sign-in, event.outcome: failure}",
        "throttled": "{event.action: throttled}",
        "refused": "{event.action: access-refused, event.reason: server.no-office-does-it}",
        "probing": "{event.action: access-refused, event.reason: not-found, labels.route|contains: /systems/}",
        "key-used": "{event.action: api-key-used, event.outcome: success}",
        "bad-key": "{event.action: api-key-used, event.outcome: failure}",
        "slow": "{message: request, milliseconds|gte: 60000}",
        "answered": "{message: request, status|gte: 200}",
    ]

    private func plan() throws -> RulePlan {
        let text = Self.rules.sorted { $0.key < $1.key }.map { id, selection in
            """
            title: \(id)
            id: \(id)
            logsource: {product: seawall, service: server}
            detection:
              selection: \(selection)
              condition: selection
            """
        }
        let bytes = Array((text.joined(separator: "\n---\n") + "\n").utf8)
        return try RulePlan(try SigmaParser().rules(bytes, file: "rules.yml"))
    }

    @Test func eachKindIsALineThatOurOwnRulesReadAndNoneTellsASecret() throws {
        let own = try Installation()
        let (server, headers) = (own.server, own.headers)
        let guessed = Installation.officer(server, ["sign-in", Installation.officer, "8"])
        let statuses = guessed.text.split(separator: "\n").map(String.init)
        #expect(statuses.first == "422" && statuses.last == "429", "\(statuses) \(guessed.error)")
        #expect(try server.api("/systems/nobody-has-it", headers: headers)["status"] == 404)
        #expect(try server.api("/ledger/checkpoint", headers: headers)["status"] == 403)
        own.folder.write("forged", "Authorization: Bearer swk_\(String(repeating: "A", count: 43))\n")
        #expect(try server.api("/systems", headers: own.folder.path + "/forged")["status"] == 401)
        let traced = Run([
            "curl", "-sS", "--cacert", server.authority.root, "-H",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", server.url + "/healthz",
        ])
        #expect(traced.text == "ok\n", "\(traced.error)")
        #expect(server.process.end() == 0)

        let lines = try server.log()
        let matcher = try plan().makeMatcher()
        var seen: [String: Int] = [:]
        for line in lines {
            let bytes = line.canonicalBytes
            let matches = try bytes.withUnsafeBytes { raw throws(Fault) in
                try matcher.matches(raw, logsource: LogSource(product: "seawall", service: "server"))
            }
            for match in matches { seen[match.rule, default: 0] += 1 }
        }
        #expect(seen["guessing"] == statuses.filter { $0 == "422" }.count)
        #expect(seen["throttled"] == statuses.filter { $0 == "429" }.count)
        #expect(seen["refused"] == 1 && seen["probing"] == 1 && seen["bad-key"] == 1 && seen["slow"] == nil, "\(seen)")
        #expect((seen["key-used"] ?? 0) >= 1 && (seen["answered"] ?? 0) >= 20)

        let ofTrace = lines.filter { $0["trace"]?["id"]?.text == "0af7651916cd43dd8448eb211c80319c" }
        #expect(ofTrace.map { $0["route"]?.text } == ["/healthz"])

        for line in lines where line["event"]?["dataset"]?.text == "seawall.security" {
            #expect(line["@timestamp"]?.text.flatMap { Instant($0) } != nil && line["log"]?["level"] == "notice")
            // Who it was is said by opaque ids and fingerprints.
            if let id = line["user"]?["id"]?.text { #expect(id.wholeMatch(of: #/[0-9A-Z]{26}/#) != nil, "\(id)") }
            for hash in line["related"]?["hash"]?.elements ?? [] { #expect(hash.text?.contains("127.0.0.1") == false) }
        }
        let told = lines.filter { $0["message"]?.text?.contains("listening") == false }
        let text = told.map(\.canonical).joined(separator: "\n")
        for value in Installation.personal + own.secrets + ["127.0.0.1", "swk_", "nobody-has-it"] {
            #expect(!text.contains(value), "“\(value)” is in the log")
        }
    }
}
