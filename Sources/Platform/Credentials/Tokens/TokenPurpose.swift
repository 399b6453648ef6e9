/// What a kind of token is for.
public protocol TokenPurpose: Sendable {
    /// The letters that its texts begin with, an underscore at their end.
    static var prefix: String { get }
    /// The most seconds that one may be good for.
    static var longestLifetime: Int64 { get }
}

/// What a browser's session is known by.
public enum SessionPurpose: TokenPurpose {
    /// `sws_`.
    public static let prefix = "sws_"
    /// Twelve hours (NIST SP 800-63B-4, section 2.3.3, the strictest of its levels).
    public static let longestLifetime: Int64 = 12 * 3600
}

/// What a program signs in with.
public enum APIPurpose: TokenPurpose {
    /// `swk_`.
    public static let prefix = "swk_"
    /// A year.
    public static let longestLifetime: Int64 = 366 * 86_400
}

/// What a browser's session is known by.
public typealias SessionToken = BearerToken<SessionPurpose>
/// What a program signs in with.
public typealias APIKey = BearerToken<APIPurpose>
