public import Credentials

/// What a browser that has not signed in yet carries from one step to the next.
public enum SignInPurpose: TokenPurpose {
    /// `swi_`.
    public static let prefix = "swi_"
    /// An hour.
    public static let longestLifetime: Int64 = 3600
}

/// What a browser that has not signed in yet carries from one step to the next.
public typealias SignInToken = BearerToken<SignInPurpose>
