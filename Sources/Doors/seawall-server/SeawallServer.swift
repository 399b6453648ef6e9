import BuildCommit
import PostgresStorage
import SQLiteStorage
import Server

@main
struct SeawallServer {
    static func main() async {
        let adapters = ServerAdapters(
            version: "0.1.0 (\(String(cString: seawall_build_commit())))",
            openFolder: { try SQLiteDatabase(folder: $0) }, openURL: { try PostgresDatabase(url: $0) },
            openScratch: { try SQLiteDatabase() })
        await ServerCommand.start(adapters)
    }
}
