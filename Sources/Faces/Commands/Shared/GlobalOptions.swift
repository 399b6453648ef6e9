import ArgumentParser

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Language: en, zh-Hant or zh-Hans; from the environment where absent.", valueName: "tag"))
    var lang: String?

    @Option(help: ArgumentHelp("Folder of controls, rules, detectors and texts.", valueName: "dir"))
    var content: String?
}

/// Where the record is kept, and where its keys come from.
struct DataOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Data folder with the record and its keys; under XDG_DATA_HOME where absent.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Where keys come from: FILE, env:NAME or command:PROGRAM ARGS; the data folder's own where absent.",
            valueName: "source"))
    var keys: String?

    @Option(
        help: ArgumentHelp(
            "Address of the PostgreSQL database that holds the record; the data folder itself where absent.",
            valueName: "url"))
    var database: String?
}
