import Files
import Model
import TestSupport
import Testing

@testable import Storage

/// The engines differ in named fragments and nowhere else.
@Suite(.timeLimit(.minutes(10))) struct DialectTests {
    private static let root = String(#filePath.dropLast("Tests/StorageTests/DialectTests.swift".count))
    /// Where the engines may be told apart: the fragments, what writes them, and the door between port and adapter.
    private static let allowed: Set = [
        "Platform/Storage/Dialect.swift", "Platform/Storage/SQL+Fragments.swift",
        "Platform/SQLiteStorage/SQLiteTransaction.swift", "Platform/PostgresStorage/PreparedStatements.swift",
    ]

    @Test func nothingElseAsksForTheDialect() throws {
        var found: Set<String> = []
        for name in try BoundedFile.list(Self.root + "Sources") where name.hasSuffix(".swift") {
            let source = String(
                decoding: try BoundedFile.read(Self.root + "Sources/" + name, limit: 1 << 20), as: UTF8.self)
            if source.contains(#/\bDialect\b|\bdialect\b|\bdiffering\(|text\(for:/#) { found.insert(name) }
        }
        #expect(found == Self.allowed)
        // The adapters name their own once each, and ask nothing.
        for name in Self.allowed where !name.hasPrefix("Platform/Storage/") {
            let source = String(
                decoding: try BoundedFile.read(Self.root + "Sources/" + name, limit: 1 << 20), as: UTF8.self)
            #expect(!source.contains(#/(?:switch|if|guard|case).*(?:\bdialect\b|\.postgres\b|\.sqlite\b)/#), "\(name)")
        }
    }

    @Test func eachEngineGetsItsOwnText() {
        let statement: SQL = """
            SELECT \(SQL.jsonText("c", "k")) FROM \(raw: "t") WHERE a IN \(list: [1, 2]) AND b = \("x") LIMIT \(Int64(3))\(SQL.skipLocked)
            """
        #expect(
            statement.text(for: .sqlite) == """
                SELECT CASE json_type(c, '$."k"') WHEN 'text' THEN c ->> '$."k"' END FROM t \
                WHERE a IN (SELECT value FROM json_each(?)) AND b = ? LIMIT ?
                """)
        #expect(
            statement.text(for: .postgres) == """
                SELECT CASE json_typeof(CAST(c AS json) -> 'k') WHEN 'string' THEN CAST(c AS json) ->> 'k' END FROM t \
                WHERE a IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($1 AS json)) AS list(value)) \
                AND b = $2 LIMIT $3 FOR UPDATE SKIP LOCKED
                """)
        #expect(statement.values == [.text("[1,2]"), .text("x"), .integer(3)])
    }
}
