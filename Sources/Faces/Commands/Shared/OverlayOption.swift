import ArgumentParser

/// What departments add to the centre's content.
struct OverlayOption: ParsableArguments {
    @Option(
        name: .customLong("overlay"),
        help: ArgumentHelp(
            "Folder of content that a department adds (docs/overlays.md); may be repeated.", valueName: "dir"))
    var folders: [String] = []
}
