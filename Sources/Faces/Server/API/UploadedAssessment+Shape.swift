import Assurance
import CanonicalJSON
import Model

extension UploadedAssessment {
    /// What the document has to look like.
    static let shape = JSONShape.record([
        .init("id", .form(.ulid)), .init("system", system), .init("asOf", .form(.moment)),
        .init("assessed", .form(.moment)), .init("tool", .line(1...200)),
        .init("observations", .list(observation, 20_000)),
        // What follows is of the one who made it: it is taken along with the file, and not read.
        .init("posture", .anything, required: false), .init("contentDigest", .anything, required: false),
        .init("nextSteps", .anything, required: false), .init("verdicts", .anything, required: false),
        .init("checkpoint", .anything, required: false), .init("overlays", .anything, required: false),
    ])

    private static let message = JSONShape.record([
        .init("id", .form(.name)), .init("arguments", .map(.text(0...4096), 50)),
    ])

    private static let observation = JSONShape.record([
        .init("id", .form(.ulid)), .init("subject", .form(.id)),
        .init(
            "object",
            .record([
                .init("kind", .choice(ObjectReference.Kind.allCases.map(\.rawValue))), .init("id", .form(.id)),
            ])), .init("kind", .form(.name)), .init("facts", .map(.anything, 2000)),
        .init(
            "completeness",
            .record([
                .init("state", .choice(["complete", "partial", "not-assessed"])),
                .init("reasons", .list(message, 1000), required: false),
            ])), .init("evidence", .list(evidence, 10_000)),
        .init("collected", .integer(0...253_402_300_799_999_999)), .init("actor", .line(1...200)),
    ])

    private static let evidence = JSONShape.record([
        .init("type", .line(1...128)), .init("place", .text(0...8192)), .init("shown", .text(0...8192)),
        .init("confidence", .number(0...1)), .init("reasons", .list(message, 100)),
        .init("fingerprint", .line(1...256), required: false),
    ])

    private static let system = JSONShape.record([
        .init("subject", subject), .init("endpoints", .list(endpoint, 10_000)), .init("stores", .list(store, 10_000)),
        .init(
            "components",
            .list(
                .record([
                    .init("id", .form(.id)),
                    .init("format", .choice(SystemFile.ComponentFormat.allCases.map(\.rawValue))),
                ]), 10_000)), .init("attestations", .list(attestation, 10_000)),
        .init("waivers", .list(waiver, 10_000)),
    ])

    private static let subject = JSONShape.record([
        .init("id", .form(.id)), .init("name", .localized(1...200)), .init("department", .line(1...200)),
        .init("tier", .integer(1...3)), .init("grade", .choice(Grade.allCases.map(\.rawValue))),
        .init("exposure", .choice(Exposure.allCases.map(\.rawValue))), .init("personalData", .bool),
        .init("tierEndorsedOn", .form(.day), required: false), .init("ownerOffice", .line(1...200), required: false),
        .init("project", .line(0...200), required: false),
    ])

    private static let endpoint = JSONShape.record([
        .init("id", .form(.id)), .init("kind", .choice(SystemFile.Endpoint.Kind.allCases.map(\.rawValue))),
        .init("host", .line(1...255)), .init("port", .integer(1...65_535)), .init("serverName", .line(1...255)),
        .init("network", .choice(SystemFile.Endpoint.Network.allCases.map(\.rawValue))),
        .init("plainHTTPPort", .integer(1...65_535), required: false),
        .init("claimedVersions", .list(.line(1...32), 20), required: false),
        .init("ownRoots", .bool, required: false),
    ])

    private static let store = JSONShape.record([
        .init("id", .form(.id)), .init("kind", .choice(SystemFile.Store.Kind.allCases.map(\.rawValue))),
        .init("role", .choice(SystemFile.Store.Role.allCases.map(\.rawValue))), .init("owned", .bool),
        .init("place", .choice(Place.allCases.map(\.rawValue)), required: false),
        .init("region", .line(0...64), required: false),
        .init("grade", .choice(Grade.allCases.map(\.rawValue)), required: false),
        .init("claimedEncryption", .line(0...200), required: false),
    ])

    private static let attestation = JSONShape.record([
        .init("id", .form(.id)), .init("control", .line(1...64)),
        .init("statement", .choice(SystemFile.Attestation.Statement.allCases.map(\.rawValue))),
        .init("office", .line(1...200)), .init("on", .form(.day)), .init("until", .form(.day), required: false),
        .init("sha256", .line(1...128), required: false),
    ])

    private static let waiver = JSONShape.record([
        .init("control", .line(1...64)), .init("objects", .list(.line(1...64), 10_000)),
        .init("reason", .text(0...4000)), .init("grantedBy", .line(1...200)), .init("from", .form(.day)),
        .init("until", .form(.day)),
    ])
}
