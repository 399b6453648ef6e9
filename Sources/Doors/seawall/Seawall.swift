import ArgumentParser
import BuildCommit
import Commands
import SQLiteStorage

@main
struct Seawall {
    static func main() async {
        let adapters = Adapters(version: "0.1.0 (\(String(cString: seawall_build_commit())))") { folder in
            try SQLiteDatabase(folder: folder)
        }
        await Adapters.$current.withValue(adapters) { await SeawallCommand.start() }
    }
}
