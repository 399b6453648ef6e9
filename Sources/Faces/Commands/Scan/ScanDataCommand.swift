import ArgumentParser
import CanonicalJSON
import ContentFiles
import Journal
import Model
import Threads
import Usage

/// `seawall scan data`: personal data, markings and secrets in files.
struct ScanDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Find personal data, classification markings and secrets in files and folders.",
        discussion: """
            Values are never shown: a finding is a place, a mask and a keyed fingerprint. What could not be read is \
            listed as not scanned. Exit status: 0 nothing found and everything read, 1 something found or not \
            scanned, 2 could not be done.
            """)

    @Argument(help: "Files or folders.", completion: .file())
    var paths: [String]

    @OptionGroup var overlay: OverlayOption
    @OptionGroup var scan: ScanOptions
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global, overlays: overlay.folders) { session in
            let keys = try Record.keys(data)
            let instruments = try Instruments(session, fingerprint: { keys.fingerprint($0) })
            var readings: [(String, Reading)] = []
            for path in paths {
                session.terminal.progress(session.say("commands.looking-at", ["object": path]))
                let reading = await Blocking.run { Result { try instruments.inventory(path) } }
                readings.append((path, try reading.get()))
            }
            session.terminal.endProgress()
            try ReadingReport(readings: readings, session: session).write(scan.format)
            let clean = readings.allSatisfy { _, reading in
                reading.completeness == .complete && reading.facts["data.types"]?.elements?.isEmpty == true
            }
            return clean ? .held : .fallsShort
        }
    }
}
