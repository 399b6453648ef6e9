public import Model

/// A Sigma rule (specification 2.1.0), read but not yet compiled.
public struct SigmaRule: Sendable {
    /// How serious a match is.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case informational, low, medium, high, critical
    }

    /// The UUID.
    public let id: String
    /// The title; empty in languages that the rule does not give (`title_zh_hant`, `title_zh_hans`).
    public let title: LocalizedText
    /// The description, likewise.
    public let description: LocalizedText
    /// How serious a match is; `medium` where the rule does not say.
    public let level: Level
    /// `stable`, `test`, `experimental`, `deprecated` or `unsupported`; empty where the rule does not say.
    public let status: String
    /// Every tag.
    public let tags: [String]
    /// The source whose records it judges.
    public let logsource: LogSource
    /// Where the rule stands.
    public let place: SourcePlace
    let detection: Detection

    /// The controls that a match breaks: tags `control.cry-01` as `CRY-01`.
    public var controls: [String] {
        tags.filter { $0.hasPrefix("control.") }.map { $0.dropFirst("control.".count).uppercased() }
    }
}
