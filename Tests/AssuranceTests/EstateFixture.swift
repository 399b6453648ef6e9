import Assurance
import AtRest
import CanonicalJSON
import Discovery
import Files
import Model
import Testing
import Transit

/// A repaired estate as its instruments see it, and the catalogue of `Content`.
struct EstateFixture {
    static let root = String(#filePath.dropLast("Tests/AssuranceTests/EstateFixture.swift".count))
    static let folder = root + "Tests/AssuranceTests/Estate/"
    static let now = Instant(seconds: 1_795_507_200)  // 2026-11-24T08:00:00Z

    static let schemas =
        TransitSchemas.all + [InventorySchema.schema, StorageProbe.schema] + DeclaredSchemas.all

    var catalogue: Catalogue
    var system: SystemFile
    var observations: [Observation]

    init(grade: Grade = .restricted) throws {
        catalogue = try CatalogueReader(schemas: Self.schemas).read(content: Self.root + "Content")
        let file = Self.folder + "system.yaml"
        system = try SystemFileReader(file: file).read(BoundedFile.read(file, limit: 1 << 20))
        system.subject.grade = grade
        let subject = system.subject.id
        observations = try Self.rows("observations.json").enumerated().map { index, row in
            let kind = try #require(row[0].text.flatMap(ObjectReference.Kind.init))
            return Observation(
                id: "o\(index)", subject: subject, object: ObjectReference(kind, row[1].text ?? ""),
                reading: Reading(
                    kind: row[2].text ?? "", facts: row[3].members ?? [:],
                    completeness: row[3].members == nil ? .notAssessed(Message("at-rest.no-permission")) : .complete),
                collected: Self.now, actor: "test")
        }
    }

    /// The rows of a file of the estate.
    static func rows(_ name: String) throws -> [[JSONValue]] {
        let value = try JSONValue(parsing: BoundedFile.read(folder + name, limit: 1 << 20))
        return try #require(value.elements).map { try #require($0.elements) }
    }

    /// The verdicts on observations.
    func verdicts(_ observations: [Observation], asOf: Instant = now) throws -> [ControlVerdict] {
        try Judge(catalogue).verdicts(on: system, from: observations, asOf: asOf)
    }

    /// The controls with a status.
    static func ids(_ verdicts: [ControlVerdict], _ status: ControlStatus) -> Set<String> {
        Set(verdicts.filter { $0.status == status }.map(\.control.id))
    }
}
