import Crypto
import Model
import Testing

@testable import Storage

/// What is read of a backup that somebody else made.
@Suite(.timeLimit(.minutes(10))) struct BackupReaderTests {
    private static func written(_ records: [BackupRecord]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try withoutActuallyEscaping({ bytes += $0 }) { sink in
            var writer = BackupWriter(sink: sink)
            for record in records { try writer.write(record) }
            try writer.finish()
        }
        return bytes
    }

    private static func read(_ bytes: [UInt8], by count: Int) throws -> [BackupRecord] {
        var position = 0
        var reader = try BackupReader(place: nil) { wanted in
            defer { position = min(bytes.count, position + min(count, wanted)) }
            return Array(bytes[position..<min(bytes.count, position + min(count, wanted))])
        }
        var records: [BackupRecord] = []
        while let record = try reader.next() { records.append(record) }
        #expect(try reader.next() == nil)
        return records
    }

    /// Records with a digest that fits, whatever they hold.
    private static func sealed(_ body: [UInt8]) -> [UInt8] {
        let bytes = BackupRecord.head + body
        return bytes + Array(SHA256.hash(data: bytes))
    }

    private static let sample: [BackupRecord] = [
        .steps(["a-1", "b-2"]), .table(Table(name: "t \"x\"", columns: ["a", "b"])),
        .row([.integer(.min), .text("香港 😀")]), .row([.null, .blob([UInt8](repeating: 7, count: 600_000))]),
        .table(Table(name: "u", columns: ["a"])), .row([.real(-0.5)]),
    ]

    @Test(arguments: [1, 7, 4096, 1 << 20]) func recordsComeBackWhateverThePartsAre(count: Int) throws {
        let records = count < 100 ? Array(Self.sample.filter { $0 != Self.sample[3] }) : Self.sample
        #expect(try Self.read(Self.written(records), by: count) == records)
    }

    @Test(
        arguments: [
            // A row before any table, a table before the steps, steps twice, an unknown kind, no steps at all.
            [0x53, 4, 0, 0, 0, 0, 0, 0, 0, 0x52, 1, 0, 0, 0, 0],
            [0x54, 4, 0, 0, 0, 0, 0, 0, 0],
            [0x53, 4, 0, 0, 0, 0, 0, 0, 0, 0x53, 4, 0, 0, 0, 0, 0, 0, 0],
            [0x5A, 0, 0, 0, 0],
            [0x45, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            // A list longer than its record, a record longer than its list, an end with another count of rows.
            [0x53, 4, 0, 0, 0, 9, 0, 0, 0],
            [0x53, 5, 0, 0, 0, 0, 0, 0, 0, 0],
            [0x53, 4, 0, 0, 0, 0, 0, 0, 0, 0x45, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
            // A text that is not UTF-8.
            [0x53, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0xFF],
        ] as [[UInt8]]) func whatNoWriterMakesIsMalformed(body: [UInt8]) throws
    {
        let error = #expect(throws: Fault.self) { try Self.read(Self.sealed(body), by: 64) }
        #expect(error?.message.id == "storage.backup-malformed")
    }

    @Test(
        arguments: [[0x03, 1, 0, 0, 0, 0], [0x02, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F], [0x05], [0x00, 0x00]] as [[UInt8]])
    func valuesThatNoDatabaseHoldsAreMalformed(row: [UInt8]) throws {
        let steps: [UInt8] = [0x53, 4, 0, 0, 0, 0, 0, 0, 0]
        let table: [UInt8] = [0x54, 14, 0, 0, 0, 1, 0, 0, 0, 0x74, 1, 0, 0, 0, 1, 0, 0, 0, 0x61]
        let body = steps + table + [0x52, UInt8(row.count), 0, 0, 0] + row
        let error = #expect(throws: Fault.self) { try Self.read(Self.sealed(body), by: 64) }
        #expect(error?.message.id == "storage.backup-malformed")
    }

    /// A length of four gigabytes in a file of forty bytes.
    @Test func aLengthThatTheFileDoesNotLiveUpToTakesNoMemory() throws {
        let before = Memory.resident()
        let error = #expect(throws: Fault.self) {
            try Self.read(Self.sealed([0x53, 0xFF, 0xFF, 0xFF, 0xFF]), by: 64)
        }
        #expect(error?.message.id == "storage.backup-cut-off")
        #expect(Memory.resident() - before < 200 << 20)
    }
}
