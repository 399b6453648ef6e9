import CanonicalJSON
import SARIF
import Testing

@Suite struct SARIFLogTests {
    @Test func tiesResultsToTheirRules() throws {
        let log = SARIFLog(
            tool: "seawall", version: "1", language: "en",
            rules: [.init(id: "A-01", name: "a", help: "h"), .init(id: "B-01", name: "b", help: "h")],
            results: [
                .init(
                    rule: "B-01", level: .error, kind: "fail", message: "m",
                    locations: [.init(uri: "data/x.csv", logicalName: "store/x", logicalKind: "resource")],
                    fingerprint: "f", suppression: "accepted by DITSO"),
                .init(rule: "A-01", level: .none, kind: "open", message: "m", locations: [], fingerprint: "g"),
            ]
        ).json
        let run = try #require(log["runs"]?.elements?.first)
        let results = try #require(run["results"]?.elements)
        #expect(results.map { $0["ruleIndex"]?.integer } == [1, 0])
        #expect(results[0]["suppressions"]?.elements?.first?["status"] == "accepted")
        #expect(results[1]["suppressions"] == nil)
        #expect(log["version"] == "2.1.0")
    }
}
