import Model

/// The errors that providers name.
enum OpenIDError {
    /// RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core 1.0, section 3.1.2.6; OpenID Connect Core Unmet
    /// Authentication Requirements 1.0.
    private static let known: Set<String> = [
        "invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope",
        "server_error", "temporarily_unavailable", "invalid_client", "invalid_grant", "unsupported_grant_type",
        "interaction_required", "login_required", "account_selection_required", "consent_required",
        "invalid_request_uri", "invalid_request_object", "request_not_supported", "request_uri_not_supported",
        "registration_not_supported", "unmet_authentication_requirements",
    ]

    /// - Parameter code: what the provider wrote, shown only where it is a name that a standard gives.
    static func refused(_ code: String) -> Fault {
        Fault("credentials.openid-refused", ["code": known.contains(code) ? code : "?"])
    }
}
