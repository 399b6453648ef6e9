import CanonicalJSON
import OSCAL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct AssessmentResultsTests {
    private static let folder = String(#filePath.dropLast("AssessmentResultsTests.swift".count))

    private func document(findings: Bool) -> AssessmentResults {
        let item = NameBasedUUID.of("item")
        let observation = NameBasedUUID.of("observation")
        return AssessmentResults(
            uuid: NameBasedUUID.of("assessment"), title: "Harbour permits", description: "Falls short",
            tool: "seawall 0.1.0", moment: "2026-11-24T00:00:00Z", language: "en",
            controls: findings ? ["CRY-01"] : ["CRY-01", "CLS-05"], excluded: findings ? ["CLS-05"] : [],
            items: findings
                ? [.init(uuid: item, description: "endpoint web", properties: [.init("id", "web")])] : [],
            observations: findings
                ? [
                    .init(
                        uuid: observation, title: "transit.tls web", description: "complete", method: .test, item: item,
                        collected: "2026-11-24T00:00:00Z", properties: [.init("tls.versions", "TLSv1.0")],
                        evidence: ["certificate, chain 1: CN=x"])
                ] : [],
            findings: findings
                ? [
                    .init(
                        uuid: NameBasedUUID.of("finding"), title: "CRY-01", description: "modern TLS only",
                        control: "CRY-01", satisfied: false, reason: "fail", remarks: "web: offers TLS 1.0",
                        properties: [.init("force", "shall")], observations: [observation])
                ] : [])
    }

    @Test(arguments: [true, false])
    func isValidUnderNISTsSchema(findings: Bool) {
        let run = Run(
            ["/usr/bin/python3", Self.folder + "validate.py", Self.folder + "oscal-1.2.3-schema.json"],
            input: document(findings: findings).json.canonicalBytes)
        #expect(run.status == 0, "\(run.error)")
    }

    @Test func theValidatorRefusesWhatIsNotValid() {
        var members = document(findings: true).json["assessment-results"]?.members ?? [:]
        members["uuid"] = "not-a-uuid"
        let broken: JSONValue = ["assessment-results": .object(members)]
        let run = Run(
            ["/usr/bin/python3", Self.folder + "validate.py", Self.folder + "oscal-1.2.3-schema.json"],
            input: broken.canonicalBytes)
        #expect(run.status == 1, "\(run.error)")
    }

    @Test func namesGiveTheSameUUIDAlways() {
        #expect(NameBasedUUID.of("a") == NameBasedUUID.of("a"))
        #expect(NameBasedUUID.of("a") != NameBasedUUID.of("b"))
        #expect(Array(NameBasedUUID.of("a"))[14] == "5")
    }
}
