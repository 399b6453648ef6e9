import ArgumentParser
import BuildCommit
import Commands
import PostgresStorage
import SQLiteStorage
import Usage

@main
struct Seawall {
    static func main() async {
        let adapters = Adapters(
            version: "0.1.0 (\(String(cString: seawall_build_commit())))",
            openDatabase: { try SQLiteDatabase(folder: $0) }, openURL: { try PostgresDatabase(url: $0) },
            openScratch: { try SQLiteDatabase() })
        await Adapters.$current.withValue(adapters) { await SeawallCommand.start() }
    }
}
