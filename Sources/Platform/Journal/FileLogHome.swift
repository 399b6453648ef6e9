import Model
import Storage
import Threads
import TransparencyLog

/// A log in files: who extends it holds a lock on a file, which the system takes from a program that dies.
struct FileLogHome: LogHome {
    let files: TileFiles
    let keys: Keys
    let database: any Database

    private var integrator: LogIntegrator { LogIntegrator(store: files, keys: keys) }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any TileStore) throws -> Value) async throws -> Value {
        try await Blocking.run { try body(files) }
    }

    func write(_ body: @escaping @Sendable (any TileStore) throws -> Void) async throws {
        try await Blocking.run { try files.locked { try body(files) } }
    }

    func begin() async throws {
        guard try await Blocking.run({ try files.checkpoint() }) == nil else { return }
        let count = try await database.read { try EventTable.count($0) }
        try await Blocking.run {
            try files.locked {
                // Another program may have begun, and even recorded, meanwhile.
                guard try files.checkpoint() == nil else { return }
                guard count == 0 else { throw Fault("journal.no-checkpoint", at: files.place("checkpoint")) }
                try integrator.begin()
            }
        }
    }

    func extend(checked: Bool) async throws -> Bool {
        guard let head = try await Blocking.run({ try integrator.head() }) else { return true }
        let waiting = try await database.read { try WaitingLeaves(after: head, checkedBy: checked ? keys : nil, $0) }
        if waiting.leaves.isEmpty { return true }
        return try await Blocking.run {
            try files.locked {
                // Another program may have come first.
                guard try integrator.head() == head else { return false }
                try integrator.append(waiting, to: head)
                return waiting.isAll
            }
        }
    }
}
