public import Model

/// A person's own choices, keys and sessions.
public struct SettingsView: PageView {
    /// A passkey.
    public struct Passkey: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// The name that the person gave it.
        public var name: Wording
        /// When it was made.
        public var made: Instant
        /// When it was last used.
        public var used: Instant?

        /// All that is shown.
        public init(id: String, name: Wording, made: Instant, used: Instant? = nil) {
            self.id = id
            self.name = name
            self.made = made
            self.used = used
        }
    }

    /// A session.
    public struct Session: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// The browser, in words.
        public var browser: String
        /// The address that it came from.
        public var address: String
        /// When it began.
        public var began: Instant
        /// When it was last used.
        public var used: Instant
        /// How the person signed in; nil where that was not written down.
        public var way: Wording?
        /// Whether it is this one.
        public var isThis: Bool

        /// All that is shown.
        public init(
            id: String, browser: String, address: String, began: Instant, used: Instant, way: Wording?, isThis: Bool
        ) {
            self.id = id
            self.browser = browser
            self.address = address
            self.began = began
            self.used = used
            self.way = way
            self.isThis = isThis
        }
    }

    /// An account at a provider of OpenID Connect, linked or to be linked.
    public struct ProviderLink: Sendable, Hashable {
        /// The provider's name.
        public var name: Wording
        /// When it was linked; nil where it is not.
        public var linked: Instant?
        /// When it was last signed in with.
        public var used: Instant?
        /// Links or unlinks it; nil where neither can be done.
        public var action: ActionButton?

        /// All that is shown.
        public init(name: Wording, linked: Instant? = nil, used: Instant? = nil, action: ActionButton?) {
            self.name = name
            self.linked = linked
            self.used = used
            self.action = action
        }
    }

    /// A key for programs.
    public struct APIKey: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// The name that the person gave it.
        public var name: Wording
        /// How its id begins, so that it can be told apart.
        public var start: String
        /// What it may do.
        public var scopes: [Wording]
        /// When it ends.
        public var expires: Instant
        /// When it was last used.
        public var used: Instant?

        /// All that is shown.
        public init(
            id: String, name: Wording, start: String, scopes: [Wording], expires: Instant, used: Instant? = nil
        ) {
            self.id = id
            self.name = name
            self.start = start
            self.scopes = scopes
            self.expires = expires
            self.used = used
        }
    }

    /// How the second factor by one-time codes stands.
    public enum CodeFactor: Sendable, Hashable {
        /// Not set up.
        case off
        /// Being set up: the secret in base 32, and the same as an `otpauth:` address for an app on this device.
        case enrolling(secret: String, url: String)
        /// Set up, with so many recovery codes left.
        case on(recoveryLeft: Int)
    }

    /// An API key that was just made; shown once.
    public var newKey: String?
    /// How the second factor by one-time codes stands.
    public var codeFactor: CodeFactor
    /// Whether an office demands a second factor.
    public var needsSecondFactor: Bool
    /// Passkeys.
    public var passkeys: [Passkey]
    /// Accounts at providers; none where there are no providers.
    public var links: [ProviderLink]
    /// Sessions.
    public var sessions: [Session]
    /// Keys for programs.
    public var keys: [APIKey]
    /// What keys may do, to choose from; none where the person may make none.
    public var scopes: [Option]
    /// What is filled in to change the password.
    public var password: FormState
    /// What is filled in to set up one-time codes.
    public var code: FormState
    /// What is filled in to make a key.
    public var key: FormState

    /// All that is shown.
    public init(
        newKey: String? = nil, codeFactor: CodeFactor, needsSecondFactor: Bool, passkeys: [Passkey],
        links: [ProviderLink],
        sessions: [Session], keys: [APIKey], scopes: [Option], password: FormState, code: FormState, key: FormState
    ) {
        self.newKey = newKey
        self.codeFactor = codeFactor
        self.needsSecondFactor = needsSecondFactor
        self.passkeys = passkeys
        self.links = links
        self.sessions = sessions
        self.keys = keys
        self.scopes = scopes
        self.password = password
        self.code = code
        self.key = key
    }

    /// Its heading.
    public var title: Wording { .say("pages.settings-title") }
    /// How much room it takes.
    public var width: PageWidth { .reading }
}
