public import Model
public import Phrases

/// For whom a page is and where it stands: everything that is on every page.
public struct Frame: Sendable {
    /// The person who signed in; nil before that.
    public var person: PersonInFrame?
    /// The language of the page: the person's choice, or that of a cookie.
    public var language: Language
    /// Light or dark: the person's choice.
    public var scheme: ColourScheme
    /// The page's own path with its query, to which choices return.
    public var path: String
    /// The token that every form carries in the field `csrf`.
    public var csrf: String
    /// The parts of the server that the person may open, in the order of `NavigationItem.allCases`.
    public var navigation: Set<NavigationItem>
    /// How much waits in the person's queues; shown beside the home item.
    public var waiting: Int
    /// What just happened.
    public var notices: [Notice]
    /// Whether the estate is made up: then every page says so.
    public var isDemonstration: Bool
    /// Where the style sheet, the script and the icons are.
    public var assets: AssetURLs
    /// The version that runs, such as `0.4.0 (7058ee9c1b2a)`.
    public var build: String
    /// The moment for which clocks and ages are reckoned.
    public var now: Instant
    /// How far local time is ahead of UTC, in minutes; 480 in Hong Kong.
    public var zoneMinutes: Int
    /// The texts.
    public var phrases: PhraseBook
    /// The stream of live events that the page listens to, where it has one.
    public var liveURL: String?

    /// All that is shown.
    public init(
        person: PersonInFrame? = nil, language: Language, scheme: ColourScheme, path: String, csrf: String,
        navigation: Set<NavigationItem>, waiting: Int, notices: [Notice], isDemonstration: Bool,
        assets: AssetURLs, build: String, now: Instant, zoneMinutes: Int, phrases: PhraseBook,
        liveURL: String? = nil
    ) {
        self.person = person
        self.language = language
        self.scheme = scheme
        self.path = path
        self.csrf = csrf
        self.navigation = navigation
        self.waiting = waiting
        self.notices = notices
        self.isDemonstration = isDemonstration
        self.assets = assets
        self.build = build
        self.now = now
        self.zoneMinutes = zoneMinutes
        self.phrases = phrases
        self.liveURL = liveURL
    }
}

/// The person whom a page greets.
public struct PersonInFrame: Sendable, Hashable {
    /// The person's id.
    public var id: String
    /// The person's name as that person writes it.
    public var name: Wording
    /// The offices held today.
    public var offices: [Wording]

    /// All that is shown.
    public init(id: String, name: Wording, offices: [Wording]) {
        self.id = id
        self.name = name
        self.offices = offices
    }
}

/// Light or dark.
public enum ColourScheme: String, Sendable, Hashable, CaseIterable {
    case system, light, dark
}

/// Where the files of `Content/web` are served, with a part that changes when they do.
public struct AssetURLs: Sendable, Hashable {
    /// `seawall.css`.
    public var stylesheet: String
    /// `seawall.js`.
    public var script: String
    /// `favicon.svg`.
    public var favicon: String

    /// All that is shown.
    public init(stylesheet: String, script: String, favicon: String) {
        self.stylesheet = stylesheet
        self.script = script
        self.favicon = favicon
    }
}

/// Something that just happened and that the person should know.
public struct Notice: Sendable, Hashable {
    /// How it is shown.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case success, information, warning, error
    }

    /// How it is shown.
    public var kind: Kind
    /// What happened.
    public var text: Wording
    /// Where more is said, and how that link reads.
    public var link: Link?

    /// All that is shown.
    public init(kind: Kind, text: Wording, link: Link? = nil) {
        self.kind = kind
        self.text = text
        self.link = link
    }
}

/// Words that lead somewhere.
public struct Link: Sendable, Hashable {
    /// How the link reads.
    public var text: Wording
    /// Where it leads.
    public var url: String

    /// All that is shown.
    public init(text: Wording, url: String) {
        self.text = text
        self.url = url
    }
}

/// A number that opens the rows behind it.
public struct Count: Sendable, Hashable {
    /// The number.
    public var value: Int
    /// Where its rows are; nil where the person may not open them.
    public var url: String?

    /// All that is shown.
    public init(value: Int, url: String? = nil) {
        self.value = value
        self.url = url
    }
}
