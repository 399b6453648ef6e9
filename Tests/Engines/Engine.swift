import FoundationEssentials
import PostgresStorage
import SQLiteStorage
public import Storage
import TestSupport
public import Testing

/// The engines that every suite of the storage port runs on.
public enum Engine: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case sqlite
    case postgres

    /// The engine that a suite with the trait `.onEveryEngine` runs on now; other suites run on SQLite, or on the one that
    /// the environment names: `SEAWALL_ENGINE=postgres`.
    @TaskLocal public static var current = named ?? .sqlite

    private static let named = ProcessInfo.processInfo.environment["SEAWALL_ENGINE"].flatMap(Engine.init)

    /// Its name, in the list of tests.
    public var testDescription: String { rawValue }
}

/// A database of one test's own, removed with the value.
public final class TestDatabase: Sendable {
    /// The engine it is on.
    public let engine: Engine
    /// Where it is: a folder, or an address.
    public let place: String
    private let temporary: TemporaryFolder

    /// A new, empty database.
    public init(_ engine: Engine = .current) {
        self.engine = engine
        temporary = TemporaryFolder()
        place =
            switch engine {
            case .sqlite: temporary.path
            case .postgres: PostgresServer.shared.newDatabase()
            }
    }

    /// Opens it, as each program that uses it does for itself; it stays as long as somebody has it open.
    public func open() throws -> any Database {
        switch engine {
        case .sqlite: KeptDatabase(database: try SQLiteDatabase(folder: place), place: self)
        case .postgres:
            // Hundreds of tests share two cores here: what waits its turn is not what they are about.
            KeptDatabase(
                database: try PostgresDatabase(url: place, connections: 4, patience: .seconds(300)), place: self)
        }
    }

    /// Changes it from outside, as someone with a shell could.
    public func tamper(_ script: String) {
        switch engine {
        case .sqlite:
            let program = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()"
            let run = Run(["/usr/bin/python3", "-c", program, place + "/seawall.sqlite", script])
            precondition(run.status == 0, run.error)
        case .postgres:
            PostgresServer.shared.run(script, in: place.split(separator: "/").last.map(String.init) ?? "")
        }
    }
}

private struct KeptDatabase: Database {
    let database: any Database
    let place: TestDatabase

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.write(body)
    }
}
