import Model
import SQLiteStorage
import Sealing
import Storage
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct SealerTests {
    private let now = Instant(seconds: 1_795_000_000)
    private let old = MasterKey(id: "old", bytes: Array(repeating: 1, count: 32))
    private let new = MasterKey(id: "new", bytes: Array(repeating: 2, count: 32))

    private func database() async throws -> any Database {
        let database = try SQLiteDatabase()
        try await database.migrate(Sealer.migrations)
        return database
    }

    private func fault(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? Fault)?.message.id
        }
    }

    @Test func whatIsSealedOpensWhereItLiesAndNowhereElse() async throws {
        let sealer = try await Sealer(database: database(), masters: [old])
        try await sealer.prepare(["marine", "police"], at: now)
        let value = Array("Chan Tai Man".utf8)
        let sealed = try sealer.seal(value, unit: "marine", context: "people.name.1")
        #expect(!sealed.contains("Chan"))
        #expect(try sealer.open(sealed, unit: "marine", context: "people.name.1") == value)
        #expect(try sealer.seal(value, unit: "marine", context: "people.name.1") != sealed)
        #expect(fault { _ = try sealer.open(sealed, unit: "marine", context: "people.name.2") } == "sealing.changed")
        #expect(fault { _ = try sealer.open(sealed, unit: "police", context: "people.name.1") } == "sealing.no-key")
        #expect(fault { _ = try sealer.seal(value, unit: "fire", context: "") } == "sealing.no-key")
        var changed = Array(sealed)
        changed[changed.count - 6] = changed[changed.count - 6] == "A" ? "B" : "A"
        for text in [String(changed), "", "1..", "2" + sealed.dropFirst(), sealed + "."] {
            #expect(fault { _ = try sealer.open(text, unit: "marine", context: "people.name.1") } != nil, "\(text)")
        }
    }

    @Test func anotherNodeOpensWhatThisOneSealed() async throws {
        let database = try await database()
        let (first, second) = (
            try await Sealer(database: database, masters: [old]), try await Sealer(database: database, masters: [old])
        )
        try await first.prepare(["marine"], at: now)
        try await second.prepare(["marine"], at: now)
        let sealed = try first.seal([1, 2, 3], unit: "marine", context: "c")
        #expect(try second.open(sealed, unit: "marine", context: "c") == [1, 2, 3])
        let rows = try await database.read { try $0.rows("SELECT unit FROM sealing_keys") }
        #expect(rows.count == 1)
    }

    @Test func afterARotationTheOldMasterIsNotNeeded() async throws {
        let database = try await database()
        let before = try await Sealer(database: database, masters: [old])
        try await before.prepare(["marine", "police"], at: now)
        let sealed = try before.seal([9], unit: "marine", context: "c")
        let rotating = try await Sealer(database: database, masters: [new, old])
        #expect(try await rotating.rewrap() == 2)
        #expect(try await rotating.rewrap() == 0)
        let after = try await Sealer(database: database, masters: [new])
        #expect(try after.open(sealed, unit: "marine", context: "c") == [9])
        await #expect(throws: Fault("sealing.no-master", ["key": "new"])) {
            _ = try await Sealer(database: database, masters: [old])
        }
    }

    /// As the server beside whoever runs `admin key rotate`.
    @Test func aProgramThatRunsFollowsARotationElsewhere() async throws {
        let database = try await database()
        let masters = Mutex([old])
        let running = try await Sealer(database: database) { masters.withLock { $0 } }
        try await running.prepare(["marine"], at: now)
        let sealed = try running.seal([9], unit: "marine", context: "c")
        let derived = running.derivedKeys(for: "cookies")
        let rotating = try await Sealer(database: database, masters: [new, old])
        _ = try await rotating.rewrap()
        masters.withLock { $0 = [new, old] }
        try await running.refresh()
        #expect(try running.open(sealed, unit: "marine", context: "c") == [9])
        #expect(running.derivedKeys(for: "cookies") == rotating.derivedKeys(for: "cookies"))
        #expect(running.derivedKeys(for: "cookies").last == derived.first)
        #expect(Set(running.derivedKeys(for: "cookies") + running.derivedKeys(for: "codes")).count == 4)
    }

    @Test func newKeysAreNotWrappedByAMasterThatWasRotatedOut() async throws {
        let database = try await database()
        let masters = Mutex([old])
        let running = try await Sealer(database: database) { masters.withLock { $0 } }
        masters.withLock { $0 = [new, old] }
        try await running.prepare(["marine"], at: now)
        #expect(try await Sealer.masters(in: database) == ["new"])
    }

    @Test func whatAUnitSealedIsGoneWithItsKey() async throws {
        let database = try await database()
        let sealer = try await Sealer(database: database, masters: [old])
        try await sealer.prepare(["marine", "police"], at: now)
        let (gone, kept) = (
            try sealer.seal([1], unit: "marine", context: "c"), try sealer.seal([2], unit: "police", context: "c")
        )
        try await sealer.erase("marine")
        #expect(fault { _ = try sealer.open(gone, unit: "marine", context: "c") } == "sealing.no-key")
        try await sealer.prepare(["marine"], at: now)
        #expect(fault { _ = try sealer.open(gone, unit: "marine", context: "c") } == "sealing.no-key")
        #expect(try sealer.open(kept, unit: "police", context: "c") == [2])
    }

    @Test func aWrappedKeyThatWasChangedIsNoticed() async throws {
        let database = try await database()
        let sealer = try await Sealer(database: database, masters: [old])
        try await sealer.prepare(["marine", "police"], at: now)
        try await database.write { transaction in
            try transaction.execute(
                """
                UPDATE sealing_keys SET wrapped = (SELECT wrapped FROM sealing_keys WHERE unit = 'police')
                WHERE unit = 'marine'
                """)
        }
        await #expect(throws: Fault("sealing.changed")) { try await sealer.refresh() }
    }
}
