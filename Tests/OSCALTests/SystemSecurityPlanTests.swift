import CanonicalJSON
import OSCAL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SystemSecurityPlanTests {
    private static let folder = String(#filePath.dropLast("SystemSecurityPlanTests.swift".count))
    private static let example = Self.folder + "../../Examples/register/permits-ssp.json"

    private static func plan(_ change: (inout [String: JSONValue]) -> Void = { _ in }) throws -> JSONValue {
        let whole = try JSONValue(parsing: Run(["cat", example]).output)
        var plan = whole["system-security-plan"]?.members ?? [:]
        var system = plan["system-characteristics"]?.members ?? [:]
        change(&system)
        plan["system-characteristics"] = .object(system)
        return ["system-security-plan": .object(plan)]
    }

    @Test func theExampleIsValidUnderNISTsSchemaAndIsRead() throws {
        let run = Run(
            ["/usr/bin/python3", Self.folder + "validate.py", Self.folder + "oscal-1.2.3-schema.json"],
            input: Run(["cat", Self.example]).output)
        #expect(run.status == 0, "\(run.error)")
        let plan = try SystemSecurityPlan(json: Self.plan())
        #expect(plan.name == "Harbour permits" && plan.sensitivity == "restricted")
        #expect(plan.identifiers.map(\.id) == ["7d4e2a30-5f0c-4b3e-9c41-1a2b3c4d5e6f", "permits"])
        #expect(plan.identifiers.last?.scheme == SystemSecurityPlan.scheme)
        #expect(plan.property("unit") == "harbour" && plan.property("name-zh-Hant") == "海港許可證")
        #expect(plan.property("elsewhere") == nil, "a property of another namespace is none of ours")
    }

    @Test func whatIsMissingIsNamed() throws {
        for (member, path) in [
            ("system-name", "system-characteristics.system-name"), ("system-ids", "system-characteristics.system-ids"),
        ] {
            #expect(throws: SystemSecurityPlan.Failure.member(path)) {
                try SystemSecurityPlan(json: Self.plan { $0[member] = nil })
            }
        }
        #expect(throws: SystemSecurityPlan.Failure.notPlan) { try SystemSecurityPlan(json: ["catalog": [:]]) }
        #expect(throws: SystemSecurityPlan.Failure.member("metadata.oscal-version")) {
            try SystemSecurityPlan(json: ["system-security-plan": [:]])
        }
        #expect(throws: SystemSecurityPlan.Failure.version("2.0")) {
            try SystemSecurityPlan(json: ["system-security-plan": ["metadata": ["oscal-version": "2.0"]]])
        }
        #expect(throws: SystemSecurityPlan.Failure.twice("tier")) {
            let tier: JSONValue = ["name": "tier", "ns": "urn:seawall:oscal", "value": "1"]
            return try SystemSecurityPlan(json: Self.plan { $0["props"] = [tier, tier] })
        }
    }
}
