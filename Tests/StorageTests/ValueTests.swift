import Engines
import Model
import Storage
import TestSupport
import Testing

/// What is put in comes back the same, on every engine.
@Suite(.timeLimit(.minutes(10))) struct ValueTests {
    private static let values: [SQLValue] = [
        .null, .integer(0), .integer(-1), .integer(.min), .integer(.max), .real(0.1), .real(-2), .real(1e300),
        .real(.leastNonzeroMagnitude), .real(.greatestFiniteMagnitude), .real(.infinity), .real(-.infinity),
        .text(""), .text("香港 海港許可證"), .text("😀👨‍👩‍👧‍👦"), .text("e\u{301} \u{e9} \u{FFFD} \u{10FFFF}"),
        .text("a\tb\nc\rd\\e\\N\"f'g{h},\u{1}\u{7F}"), .text(String(repeating: "長", count: 100_000)), .blob([]),
        .blob([0]), .blob(Array(0...255)), .blob([UInt8](repeating: 0x5C, count: 70_000)),
    ]

    private static func column(_ value: SQLValue) -> StaticString {
        switch value {
        case .null, .integer: "i"
        case .real: "r"
        case .text: "t"
        case .blob: "b"
        }
    }

    private static let table: SQL =
        "CREATE TABLE v (n BIGINT NOT NULL PRIMARY KEY, i BIGINT, r DOUBLE PRECISION, t TEXT, b \(SQL.blobType))"

    private func stored(_ database: any Database, _ value: SQLValue) async throws -> [SQLValue] {
        try await database.read { transaction in
            try transaction.rows("SELECT \(raw: Self.column(value)) AS v FROM v ORDER BY n").map { $0.values[0] }
        }
    }

    /// By every way that leads in: one by one, in a batch, in bulk, as an upsert, and by loading.
    @Test(arguments: Engine.allCases, values) func aValueComesBackByEveryWay(engine: Engine, value: SQLValue)
        async throws
    {
        let place = TestDatabase(engine)
        let database = try place.open()
        let column = Self.column(value)
        try await database.write { transaction in
            try transaction.execute(Self.table)
            try transaction.execute("INSERT INTO v (n, \(raw: column)) VALUES (0, \(value))")
            try transaction.executeAll([
                "INSERT INTO v (n, \(raw: column)) VALUES (1, \(value))",
                "INSERT INTO v (n, \(raw: column)) VALUES (2, \(value))",
            ])
            try transaction.insert(into: "v", columns: ["n", column], rows: [[.integer(3), value]])
            let bulk = (4..<40).map { [.integer($0), value] as [SQLValue] }
            try transaction.insert(into: "v", columns: ["n", column], rows: bulk)
            try transaction.insert(
                into: "v", columns: ["n", column], rows: (30..<50).map { [.integer($0), value] },
                onConflict: .update(key: ["n"], set: [column]))
            let table = try #require(try transaction.tables().first)
            var next: Int64 = 50
            let width = table.columns.count
            try transaction.load(table) {
                guard next < 60 else { return nil }
                defer { next += 1 }
                var row = [SQLValue](repeating: .null, count: width)
                row[0] = .integer(next)
                row[table.columns.firstIndex(of: column.description) ?? 0] = value
                return row
            }
        }
        let found = try await stored(database, value)
        #expect(found.count == 60)
        #expect(found.allSatisfy { $0 == value }, "\(found.first { $0 != value } as Any)")
    }

    @Test(arguments: Engine.allCases) func valuesOfEveryTypeAreBoundByInterpolation(engine: Engine) async throws {
        let place = TestDatabase(engine)
        let row = try await place.open().write { transaction in
            let none: String? = nil
            let noInteger: Int64? = nil
            let noBytes: [UInt8]? = nil
            try transaction.execute(
                "CREATE TABLE w (a BIGINT, b BIGINT, c DOUBLE PRECISION, d \(SQL.blobType), e TEXT, f BIGINT, g \(SQL.blobType))"
            )
            try transaction.execute(
                "INSERT INTO w (a, b, c, d, e, f, g) VALUES (\(true), \(Int64?(7)), \(0.5), \([UInt8]([1, 0])), \(none), \(noInteger), \(noBytes))"
            )
            return try transaction.rows("SELECT a, b, c, d, e, f, g FROM w WHERE a = \(true) AND c < \(1.5)").first
        }
        let found = try #require(row)
        #expect(found.boolean("a") && found.integer("b") == 7 && found.real("c") == 0.5 && found.blob("d") == [1, 0])
        #expect(found.textIfAny("e") == nil && found.integerIfAny("f") == nil && found.blobIfAny("g") == nil)
    }

    @Test(arguments: Engine.allCases, [SQLValue.text("a\u{0}b"), .real(.nan)])
    func whatAnEngineWouldChangeIsRefused(engine: Engine, value: SQLValue) async throws {
        let place = TestDatabase(engine)
        let database = try place.open()
        try await database.write { try $0.execute(Self.table) }
        let column = Self.column(value)
        let ways: [@Sendable (any Transaction) throws -> Void] = [
            { try $0.execute("INSERT INTO v (n, \(raw: column)) VALUES (0, \(value))") },
            { try $0.insert(into: "v", columns: ["n", column], rows: [[.integer(0), value]]) },
            { transaction in
                try transaction.insert(
                    into: "v", columns: ["n", column], rows: (0..<50).map { [.integer($0), $0 == 49 ? value : .null] })
            },
        ]
        for way in ways {
            let fault = await faultOf { try await database.write(way) }
            #expect(["storage.nul", "storage.not-a-number"].contains(fault?.message.id), "\(fault as Any)")
        }
        #expect(try await stored(database, value).isEmpty)
    }

    @Test(arguments: Engine.allCases) func whatInputHoldsIsNeverAStatement(engine: Engine) async throws {
        let place = TestDatabase(engine)
        let hostile = "x'); DROP TABLE v; --"
        let rows = try await place.open().write { transaction in
            try transaction.execute(Self.table)
            try transaction.execute("INSERT INTO v (n, t) VALUES (1, \(hostile))")
            return try transaction.rows(
                "SELECT t FROM v WHERE t IN \(list: [hostile, "'; --"]) AND \(SQL.contains("t", "'); drop"))")
        }
        #expect(rows.map { $0.text("t") } == [hostile])
    }

    @Test(arguments: Engine.allCases) func sumsAndCountsAreIntegersAndMeansAreNumbers(engine: Engine) async throws {
        let place = TestDatabase(engine)
        let row = try await place.open().write { transaction in
            try transaction.execute(Self.table)
            try transaction.insert(into: "v", columns: ["n", "i"], rows: (1...4).map { [.integer($0), .integer($0)] })
            return try transaction.rows(
                "SELECT COUNT(*) AS c, SUM(i) AS s, MAX(i) AS m, AVG(i) AS a, SUM(CASE WHEN i > 2 THEN \(Int64(1)) ELSE \(Int64(0)) END) AS p FROM v"
            ).first
        }
        #expect(try #require(row).values == [.integer(4), .integer(10), .integer(4), .real(2.5), .integer(2)])
    }
}
