public import Assurance

/// Where the pages are: the one place that the server's routes and the pages' links share.
public enum Paths {
    /// The queues.
    public static let home = "/"
    /// Departments by control families.
    public static let overview = "/overview"
    /// The list of departments.
    public static let departments = "/departments"
    /// The list of systems.
    public static let systems = "/systems"
    /// The list of findings.
    public static let findings = "/findings"
    /// The list of single verdicts: one control for one system.
    public static let results = "/results"
    /// The list of controls.
    public static let controls = "/controls"
    /// Where an assessment is handed in or started.
    public static let assess = "/assess"
    /// Takes an assessment made elsewhere (POST, multipart: `file`).
    public static let upload = "/assess/upload"
    /// People and offices.
    public static let people = "/people"
    /// The transparency log.
    public static let ledger = "/ledger"
    /// Where a receipt is verified (POST).
    public static let verify = "/ledger/verify"
    /// The work queue.
    public static let jobs = "/jobs"
    /// The person's own choices.
    public static let settings = "/settings"
    /// Sets the language (POST: `language`, `return`).
    public static let setLanguage = "/settings/language"
    /// Sets light or dark (POST: `scheme`, `return`).
    public static let setScheme = "/settings/scheme"
    /// Changes the password (POST: `current`, `new`).
    public static let password = "/settings/password"
    /// Where a person who is signed in proves once more who they are (POST: `password` or `code`).
    public static let prove = "/settings/prove"
    /// Begins to set up one-time codes (POST).
    public static let codeFactor = "/settings/codes"
    /// Ends the setting-up of one-time codes (POST: `code`).
    public static let codeConfirm = "/settings/codes/confirm"
    /// Turns one-time codes off (POST).
    public static let codeStop = "/settings/codes/stop"
    /// Makes new recovery codes (POST).
    public static let recoveryCodes = "/settings/recovery-codes"
    /// Makes a key for programs (POST: `name`, `scope`, `days`).
    public static let apiKeys = "/settings/keys"
    /// Unlinks an account at a provider (POST: `issuer`).
    public static let unlink = "/settings/links"
    /// Sign-in (POST: `user`, `password`, `return`).
    public static let signIn = "/sign-in"
    /// The second factor (POST: `code` or `recovery`, `return`).
    public static let secondFactor = "/sign-in/second-factor"
    /// Sets up one-time codes before anything else (POST: `code`, `return`).
    public static let enrolment = "/sign-in/enrolment"
    /// Sets a password by an invitation (POST: `token`, `password`, `again`).
    public static let invitation = "/welcome"
    /// Sign-out (POST).
    public static let signOut = "/sign-out"
    /// What a browser needs to sign in with a passkey (POST, JSON).
    public static let passkeyOptions = "/sign-in/passkey/options"
    /// Takes a passkey's answer (POST, JSON).
    public static let passkeyFinish = "/sign-in/passkey"
    /// What a browser needs to make a passkey (POST, JSON).
    public static let newPasskeyOptions = "/settings/passkeys/options"
    /// Takes a new passkey (POST, JSON).
    public static let newPasskeyFinish = "/settings/passkeys"
    /// Search over what the person may see (GET: `q`).
    public static let search = "/search"
    /// What changes, as it happens (GET, Server-Sent Events: `parts`, `after`).
    public static let live = "/live"
    /// The components.
    public static let design = "/design"
    /// The API's description.
    public static let api = "/api"
    /// The API's OpenAPI file.
    public static let openAPI = "/api/openapi.yaml"

    /// A department.
    public static func department(_ id: String) -> String { "\(departments)/\(segment(id))" }
    /// The agreements of a body that is not governed (POST makes one).
    public static func agreements(_ id: String) -> String { "\(department(id))/agreements" }
    /// Ends an agreement (POST).
    public static func agreementEnd(_ id: String, of body: String) -> String {
        "\(agreements(body))/\(segment(id))/end"
    }
    /// A system.
    public static func system(_ id: String) -> String { "\(systems)/\(segment(id))" }
    /// A finding.
    public static func finding(_ id: String) -> String { "\(findings)/\(segment(id))" }
    /// An observation.
    public static func observation(_ id: String) -> String { "/observations/\(segment(id))" }
    /// A control.
    public static func control(_ id: String) -> String { "\(controls)/\(segment(id))" }
    /// A person.
    public static func person(_ id: String) -> String { "\(people)/\(segment(id))" }
    /// A job.
    public static func job(_ id: String) -> String { "\(jobs)/\(segment(id))" }
    /// An assessment's own page.
    public static func assessment(_ id: String) -> String { "\(assess)/\(segment(id))" }
    /// The receipt of a leaf, as a file.
    public static func receipt(_ id: String) -> String { "\(ledger)/receipts/\(segment(id))" }
    /// Removes a passkey (POST).
    public static func removePasskey(_ id: String) -> String { "\(newPasskeyFinish)/\(segment(id))/remove" }
    /// Revokes a key for programs (POST).
    public static func revokeKey(_ id: String) -> String { "\(apiKeys)/\(segment(id))/revoke" }
    /// Ends a session (POST).
    public static func endSession(_ id: String) -> String { "\(settings)/sessions/\(segment(id))/end" }
    /// Begins to sign in with a provider of OpenID Connect (POST: `return`).
    public static func provider(_ id: String) -> String { "\(signIn)/oidc/\(segment(id))" }
    /// Where a provider sends the browser back to (GET).
    public static func providerReturn(_ id: String) -> String { "\(provider(id))/return" }
    /// Begins to prove it at a provider, where a person signs in anew for that (POST).
    public static func prove(at provider: String) -> String { "\(prove)/\(segment(provider))" }
    /// Begins to link an account at a provider (POST).
    public static func link(_ id: String) -> String { "\(settings)/links/\(segment(id))" }

    /// The verdicts of a department, a family and a status, as far as they are given.
    public static func results(
        department: String? = nil, system: String? = nil, family: String? = nil, control: String? = nil,
        status: ControlStatus? = nil, stale: Bool = false
    ) -> String {
        query(
            results,
            [
                ("department", department), ("system", system), ("family", family), ("control", control),
                ("status", status?.rawValue), ("stale", stale ? "yes" : nil),
            ])
    }

    /// A path with a query, without the parts that are nil.
    public static func query(_ path: String, _ items: [(name: String, value: String?)]) -> String {
        var url = path
        var mark = "?"
        for item in items {
            guard let value = item.value else { continue }
            url += mark
            url += segment(item.name)
            url += "="
            url += segment(value)
            mark = "&"
        }
        return url
    }

    /// A part of a path or a query, percent-encoded but for RFC 3986's unreserved characters.
    static func segment(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text == "." || text == ".." ? dots(text) : text }
        var encoded = ""
        for byte in text.utf8 {
            if isUnreserved(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }

    /// A segment of dots alone, which a browser would resolve away.
    private static func dots(_ text: String) -> String { text.replacing(".", with: "%2E") }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
