import CanonicalJSON
import Model

/// A fact made from a date fact and the date judged for, so that stored observations can be judged for another day.
struct RelativeTime: Sendable {
    /// How it is made.
    enum Form: Sendable {
        /// Whole days from the date to the date judged for.
        case age
        /// Whole days from the date judged for to the date; negative when past.
        case remaining
        /// Whether the day is over.
        case over
    }

    /// The fact that holds a date.
    let source: String
    /// The fact that is made.
    let derived: String
    /// How.
    let form: Form

    /// Every such fact.
    static let all: [RelativeTime] =
        [
            RelativeTime(source: "certificate.not_after", derived: "certificate.expires_in_days", form: .remaining),
            RelativeTime(source: "components.timestamp", derived: "components.days_old", form: .age),
            RelativeTime(source: "attestation.on", derived: "attestation.days_old", form: .age),
            RelativeTime(source: "attestation.until", derived: "attestation.expired", form: .over),
            RelativeTime(source: "declared.tier_decided", derived: "declared.tier_decided_days", form: .age),
        ]
        + DeclaredProbe.assessments.map { name in
            RelativeTime(source: "declared.\(name)_on", derived: "declared.\(name)_days", form: .age)
        }

    /// The value of the made fact.
    func value(_ moment: Instant, _ asOf: Instant) -> JSONValue {
        switch form {
        case .age: .integer(Int64(moment.days(until: asOf)))
        case .remaining: .integer(Int64(asOf.days(until: moment)))
        case .over: .bool(moment.date < asOf.date)
        }
    }
}
