/// What a browser says that it is, in words that a person knows: "Firefox, Linux".
enum BrowserName {
    // Most browsers name others too, for the sake of old pages: the one that is meant comes first here.
    private static let programs = [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]
    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]
    private static let limit = 60

    /// The name; the beginning of what it says where it is none that is known.
    static func of(_ agent: String) -> String {
        let program = programs.first { agent.contains($0.0) }?.1
        let system = systems.first { agent.contains($0.0) }?.1
        let name = [program, system].compactMap(\.self).joined(separator: ", ")
        return name.isEmpty ? (agent.isEmpty ? "–" : String(agent.prefix(limit))) : name
    }
}
