import BaseEncoding
import CanonicalJSON
import Crypto
import Files
public import Model

/// States what a person attests, and whether the evidence file that they name is there and is the one they meant.
public struct AttestationProbe: Sendable {
    /// The kind of observation.
    public static let kind = "attestation"

    /// The facts it may state.
    public static let schema = FactSchema(
        kind: kind,
        fields: [
            .init("attestation.control", .text, "id of the control"),
            .init("attestation.statement", .text, "`met` or `not-met`"),
            .init("attestation.office", .text, "the office that attests"),
            .init("attestation.on", .text, "date of the statement"),
            .init("attestation.until", .text, "last day it holds"),
            .init("attestation.days_old", .integer, "days since the statement"),
            .init("attestation.expired", .bool, "its last day is over"),
            .init("attestation.evidence_present", .bool, "the evidence file is there and its digest holds"),
        ])

    private static let evidenceLimit = 256 << 20

    /// A probe.
    public init() {}

    /// What an attestation states.
    public func reading(of attestation: SystemFile.Attestation) -> Reading {
        var facts: Facts = [
            "attestation.control": .string(attestation.control),
            "attestation.statement": .string(attestation.statement.rawValue),
            "attestation.office": .string(attestation.by.office),
            "attestation.on": .string(attestation.on.description),
            "attestation.expired": false,
        ]
        if let until = attestation.until { facts["attestation.until"] = .string(until.description) }
        guard let path = attestation.evidence else {
            facts["attestation.evidence_present"] = false
            return Reading(kind: Self.kind, facts: facts)
        }
        do {
            let digest = try Self.digest(of: path)
            facts["attestation.evidence_present"] = .bool(digest == attestation.digest)
            let item = EvidenceItem(type: "attestation-evidence", place: path, shown: "sha256 \(digest)")
            return Reading(kind: Self.kind, facts: facts, evidence: [item])
        } catch {
            facts["attestation.evidence_present"] = false
            let item = EvidenceItem(
                type: "attestation-evidence", place: path, shown: "", confidence: 0, reasons: [error.message])
            return Reading(kind: Self.kind, facts: facts, evidence: [item])
        }
    }

    private static func digest(of path: String) throws(Fault) -> String {
        let bytes = try BoundedFile.read(path, limit: evidenceLimit)
        return Hexadecimal.encode(Array(SHA256.hash(data: bytes)))
    }
}
