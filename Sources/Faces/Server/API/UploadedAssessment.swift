import Assurance
import CanonicalJSON
import HTTPTypes
import Model
import Programme

/// An assessment that was made elsewhere, as `seawall assess` writes it: what was seen, and of what. What was concluded
/// there is not read.
struct UploadedAssessment {
    /// The most bytes of one.
    static let sizeLimit = 16 << 20
    /// How far another machine's clock may be ahead, in microseconds.
    private static let skew: Int64 = 300_000_000

    /// Its ULID.
    let id: String
    /// The system, as its file states it and the register corrects it.
    let file: SystemFile
    /// The day it speaks of.
    let asOf: Instant
    /// When it was made, to the second.
    let assessed: Instant
    /// The program and version.
    let tool: String
    /// What was seen.
    let observations: [Observation]

    /// The end of the second that it speaks of: observations are kept to the microsecond, it is not.
    var endOfSecond: Instant { Instant(microseconds: asOf.microseconds + 999_999) }

    /// Reads a document that has the shape.
    ///
    /// - Throws: `Refusal` (422) naming the member that does not fit the system or the time.
    init(_ value: JSONValue, of system: RegisteredSystem, at now: Instant) throws(Refusal) {
        guard let id = value["id"]?.text, let tool = value["tool"]?.text,
            let asOf = value["asOf"]?.text.flatMap({ Instant($0) }),
            let assessed = value["assessed"]?.text.flatMap({ Instant($0) })
        else { throw Refusal(.unprocessableContent, Message("server.api-not-object")) }
        guard var file = value["system"].flatMap({ SystemFile(json: $0) }) else { throw Self.wrong("system") }
        let latest = now.microseconds + Self.skew
        guard assessed.microseconds <= latest else { throw Self.future("assessed") }
        guard asOf.microseconds <= assessed.microseconds + 999_999 else { throw Self.future("asOf") }
        guard file.subject.id == system.id else { throw Self.wrong("system.subject.id") }
        // What binds a system is what the register says of it, not what its own file does.
        file.subject.tier = system.tier
        file.subject.grade = system.grade
        file.subject.exposure = system.exposure
        file.subject.personalData = system.personalData
        self.id = id
        self.tool = tool
        self.asOf = asOf
        self.assessed = assessed
        self.file = file
        observations = try Self.observations(value["observations"]?.elements ?? [], id, file, latest)
    }

    private static func observations(
        _ values: [JSONValue], _ id: String, _ file: SystemFile, _ latest: Int64
    ) throws(Refusal) -> [Observation] {
        let objects = Set(ObjectReference.Kind.allCases.flatMap { file.objects($0) })
        var ids: Set<String> = [id]
        var observations: [Observation] = []
        for (index, value) in values.enumerated() {
            let place = "observations.\(index)"
            guard let observation = Observation(json: value) else { throw wrong(place) }
            guard ids.insert(observation.id).inserted else { throw wrong("\(place).id") }
            guard observation.subject == file.subject.id else { throw wrong("\(place).subject") }
            guard objects.contains(observation.object) else { throw wrong("\(place).object") }
            guard observation.collected.microseconds <= latest else { throw future("\(place).collected") }
            // People are named by the server that let them in.
            guard case .program = EventActor(observation.actor) else { throw wrong("\(place).actor") }
            observations.append(observation)
        }
        return observations
    }

    private static func wrong(_ field: String) -> Refusal {
        Refusal(.unprocessableContent, Message("server.api-bad-member", ["name": field]), field: field)
    }

    private static func future(_ field: String) -> Refusal {
        Refusal(.unprocessableContent, Message("server.api-future", ["name": field]), field: field)
    }
}
