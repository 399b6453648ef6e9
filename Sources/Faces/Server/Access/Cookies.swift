import Hummingbird

/// The names and forms of our cookies. `__Host-` keeps a neighbouring host from setting them (RFC 6265bis §4.1.3.2).
enum Cookies {
    static let language = "__Host-language"
    static let scheme = "__Host-scheme"
    static let session = "__Host-session"
    /// The browser that signed in before.
    static let device = "__Host-device"
    /// The sign-in that the browser is in the middle of.
    static let step = "__Host-sign-in"
    /// The visit to a provider that the browser is on.
    static let provider = "__Host-provider"
    /// Ties a form before sign-in to the browser that it was shown in.
    static let visit = "__Host-visit"

    private static let year = 31_536_000

    /// A cookie that lasts.
    static func lasting(_ name: String, _ value: String) -> Cookie { make(name, value, maxAge: year) }

    /// A cookie that ends with the browser's session.
    static func passing(_ name: String, _ value: String) -> Cookie { make(name, value, maxAge: nil) }

    /// A cookie that lasts so many seconds.
    static func brief(_ name: String, _ value: String, seconds: Int) -> Cookie { make(name, value, maxAge: seconds) }

    /// What takes a cookie away.
    static func removed(_ name: String) -> Cookie { make(name, "", maxAge: 0) }

    private static func make(_ name: String, _ value: String, maxAge: Int?) -> Cookie {
        Cookie(name: name, value: value, maxAge: maxAge, path: "/", secure: true, httpOnly: true, sameSite: .lax)
    }
}
