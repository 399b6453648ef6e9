public import Credentials

/// Where a sign-in stands.
public enum SignInStep: Sendable {
    /// Name, password, code or passkey are not right; which of them, nobody learns.
    case refused
    /// There were too many attempts; another is of use after so many seconds.
    case wait(seconds: Int64)
    /// A second factor is asked for.
    case secondFactor(SignInToken, EnrolledFactors)
    /// An office asks for a second factor and there is none: one must be enrolled before anything else.
    case enrolment(SignInToken)
    /// Done.
    case signedIn(SignedIn)

    /// What a browser gets that signed in.
    public struct SignedIn: Sendable {
        /// The person's opaque id.
        public let person: String
        /// The session's token.
        public let session: SessionToken
        /// What lets the browser be known the next time.
        public let device: DeviceCookie
        /// New recovery codes, to be shown once; nil where there are none to show.
        public let recoveryCodes: [String]?
    }
}
