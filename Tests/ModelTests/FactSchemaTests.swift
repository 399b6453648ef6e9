import Model
import Testing

@Suite struct FactSchemaTests {
    private let schema = FactSchema(
        kind: "data.inventory",
        fields: [.init("data.types", .texts, "types"), .init("data.counts.*", .integer, "findings of a type")])

    @Test(arguments: [
        ("data.types", true), ("data.counts.hkid", true), ("data.counts", false), ("data.counts.hkid.x", false),
        ("data.type", false), ("", false),
    ])
    func knowsItsNames(name: String, known: Bool) { #expect(schema.contains(name) == known) }
}
