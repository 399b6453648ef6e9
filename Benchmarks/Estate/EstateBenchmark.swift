import Glibc
import Identity
import Journal
import Model
import PostgresStorage
import Programme
import SQLiteStorage
import Sealing
import Secrets
import Storage
import Work

/// Fills a data folder with an estate of a whole government, through the one way to write, and says how fast that went;
/// then takes a large assessment in twice. `load.py` asks a server for its pages.
///
/// Arguments: an empty data folder, `-` or the address of an empty database, and systems in all.
@main
struct EstateBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let systems = Int(arguments[3]), systems >= 1000 else {
            print("usage: EstateBenchmark FOLDER -|URL SYSTEMS")
            exit(2)
        }
        let folder = try DataFolder(arguments[1])
        let isShared = arguments[2] != "-"
        let database: any Database =
            isShared ? try PostgresDatabase(url: arguments[2]) : try SQLiteDatabase(folder: folder.path)
        let keys = try Keys(folder)
        let journal = try await Journal(
            folder: folder, keys: keys, database: database,
            projections: [IdentityProjection(), ProgrammeProjection()],
            alongside: Sealer.migrations + JobQueue.migrations, log: isShared ? .database : .files)
        let ring = try KeySource.folder(folder.path + "/keys").ring([.master], mayMake: true, department: "local")
        let sealer = try await Sealer(
            database: database, masters: ring.generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) })
        let programme = Programme(
            journal: journal, database: database,
            clock: RemediationClock(days: Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0, 30) })))

        let people = EstatePeople(
            units: Units(journal: journal, database: database),
            people: People(journal: journal, database: database, seal: PersonalSeal(sealer, keys)),
            offices: Offices(journal: journal, database: database),
            invitations: Invitations(database: database), sealer: sealer)
        for link in try await people.fill() { print("sign-in", link.name, link.token) }

        let filler = EstateFiller(programme: programme, systems: systems)
        let clock = ContinuousClock()
        let filling = try await clock.measure { try await filler.fill() }
        let observations = systems * EstateFiller.observations
        Self.line("observations taken in", Double(observations) / Self.seconds(filling), "a second")
        let first = try await clock.measure { try await filler.importFindings() }
        Self.line("13,000 findings taken in", Self.seconds(first), "s")
        let again = try await clock.measure { try await filler.importFindings() }
        Self.line("the same once more", Self.seconds(again), "s")
    }

    private static func line(_ what: String, _ value: Double, _ unit: String) {
        print("\(what): \((value * 100).rounded() / 100) \(unit)")
    }

    private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
