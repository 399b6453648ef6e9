import Journal
public import Model
import Storage

/// Takes people and their offices in from a file: all rows or none, and only what differs from what is recorded.
///
/// People and offices that the file does not name stay as they are.
public struct PeopleImport: Sendable {
    /// The names of the fields. `offices` holds offices of the row's unit, with semicolons between them, each with its
    /// system or exercise after a colon where it is held for one: `ditso;system-owner:permits`.
    /// The account at a provider of OpenID Connect that the person signs in with is in the last three.
    public static let fields = [
        "sign_in", "display", "email", "language", "unit", "offices", "openid.issuer", "openid.subject", "openid.claim",
    ]

    private let people: People

    /// An import of people.
    public init(into people: People) { self.people = people }

    /// Takes a file in.
    ///
    /// - Parameters:
    ///   - bytes: CSV or JSON; see `DirectoryFile`.
    ///   - file: its name, for faults.
    /// - Throws: `Fault` (`identity.csv-…`, `identity.import-…`) placed at the line; nothing is recorded then.
    public func run(_ bytes: [UInt8], file: String, at instant: Instant, actor: String) async throws -> ImportReport {
        let rows = try DirectoryFile(bytes, file: file, member: "people", known: Self.fields).rows
        let entries = try Self.entries(rows)
        let plan = try await plan(entries, at: instant, actor: actor)
        let seal = people.seal
        let write: @Sendable (any Transaction) throws -> Void = { transaction in
            for entry in plan.new { try PeopleTable.insert(entry, transaction) }
            for (person, details) in plan.changed { try PeopleTable.change(person, to: details, seal, transaction) }
            for (person, account) in plan.links {
                try LinkTable.set(account.key(seal), issuer: account.issuer, of: person, at: instant, transaction)
            }
        }
        if !plan.events.isEmpty {
            try await people.journal.record(plan.events, alongside: write)
        } else if !plan.report.isEmpty {
            try await people.database.write(write)
        }
        return plan.report
    }

    private struct Entry: Sendable {
        let row: DirectoryFile.Row
        let details: PersonDetails
        let offices: [(office: Office, subject: String?)]
        let account: ProviderAccount?
    }

    private struct Plan: Sendable {
        var new: [PeopleTable.Entry] = []
        var changed: [(person: String, details: PersonDetails)] = []
        var links: [(person: String, account: ProviderAccount)] = []
        var events: [Event] = []
        var report = ImportReport()
    }

    /// What is recorded of those whom the file names.
    private struct Known: Sendable {
        var people: [String: Person] = [:]
        var offices: [String: [Assignment]] = [:]
        var units: [String: UnitPath] = [:]
        /// Who has an account at a provider, by the account's fingerprint.
        var links: [String: String] = [:]
    }

    private func plan(_ entries: [Entry], at instant: Instant, actor: String) async throws -> Plan {
        let known = try await known(entries)
        var plan = Plan()
        for entry in entries {
            guard let unit = known.units[entry.details.unit] else {
                throw entry.row.fault(Message("identity.no-unit", ["unit": entry.details.unit]), field: "unit")
            }
            var changes: [IdentityChange] = []
            let person: String
            let old = known.people[people.seal.key(of: entry.details.name)]
            if let old {
                guard !old.isDisabled else {
                    throw entry.row.fault(
                        Message("identity.person-disabled", ["person": old.id]), field: "sign_in")
                }
                person = old.id
                if old.unit != entry.details.unit { changes.append(.personMoved(person, unit: entry.details.unit)) }
            } else {
                let new = try entry.details.entry(at: instant, people.seal)
                person = new.person
                plan.new.append(new)
                changes.append(.personAdded(person, unit: entry.details.unit))
            }
            changes += try Self.offices(
                entry, person: person, unit: unit, held: known.offices[person] ?? [], at: instant)
            let differs = old.map { entry.details.differs(from: $0) } ?? false
            if differs { plan.changed.append((person, entry.details)) }
            let link = try link(entry, of: person, known)
            if let link { plan.links.append((person, link)) }
            if old == nil {
                plan.report.added += 1
            } else if differs || link != nil || !changes.isEmpty {
                plan.report.changed += 1
            } else {
                plan.report.unchanged += 1
            }
            plan.events += changes.map { $0.event(id: ULID(instant).description, at: instant, actor: actor) }
        }
        return plan
    }

    /// The account that is to be tied to a person; nil where it is, or none is named.
    private func link(_ entry: Entry, of person: String, _ known: Known) throws -> ProviderAccount? {
        guard let account = entry.account else { return nil }
        guard let holder = known.links[account.key(people.seal)] else { return account }
        guard holder == person else {
            throw entry.row.fault(Message("identity.link-taken"), field: "openid.subject")
        }
        return nil
    }

    private func known(_ entries: [Entry]) async throws -> Known {
        let seal = people.seal
        let keys = Set(entries.map { seal.key(of: $0.details.name) })
        return try await people.database.read { transaction in
            var known = Known()
            try transaction.forEachRow(of: "SELECT id, path FROM units WHERE left_at IS NULL") { row in
                known.units[row.text("id")] = try UnitTable.path(row)
            }
            // One pass over all people costs less than a statement for each row of the file.
            let named = try transaction.rows("SELECT name_key, person FROM people").filter {
                keys.contains($0.text("name_key"))
            }
            let persons = Dictionary(named.map { ($0.text("person"), $0.text("name_key")) }) { first, _ in first }
            try transaction.forEachRow(of: PeopleTable.query) { row in
                guard let key = persons[row.text("id")] else { return }
                known.people[key] = try PeopleTable.person(row, seal)
            }
            try transaction.forEachRow(of: "\(AssignmentTable.query) ORDER BY assignments.id") { row in
                guard persons[row.text("person")] != nil else { return }
                known.offices[row.text("person"), default: []].append(try AssignmentTable.assignment(row))
            }
            if entries.contains(where: { $0.account != nil }) {
                try transaction.forEachRow(of: "SELECT identity_key, person FROM links") { row in
                    known.links[row.text("identity_key")] = row.text("person")
                }
            }
            return known
        }
    }

    private static func entries(_ rows: [DirectoryFile.Row]) throws(Fault) -> [Entry] {
        var seen: [SignInName: Int] = [:]
        var accounts: [ProviderAccount: Int] = [:]
        var entries: [Entry] = []
        for row in rows {
            for field in ["sign_in", "display", "unit"] where row.fields[field] == nil {
                throw UnitImport.missing(field, row)
            }
            let word = row.fields["language"] ?? Language.english.rawValue
            guard let language = Language(rawValue: word) else {
                let choices = Language.allCases.map(\.rawValue).joined(separator: ", ")
                throw row.fault(Message("identity.import-not-choice", ["choices": choices]), field: "language")
            }
            let details: PersonDetails
            do {
                details = try PersonDetails(
                    signIn: row.fields["sign_in"] ?? "", display: row.fields["display"] ?? "",
                    email: row.fields["email"], language: language, unit: row.fields["unit"] ?? "")
            } catch {
                throw row.fault(error.message, field: error.field)
            }
            if let first = seen.updateValue(row.number, forKey: details.name) {
                throw row.fault(Message("identity.import-twice", ["first": String(first)]), field: "sign_in")
            }
            let account = try account(row)
            if let account, let first = accounts.updateValue(row.number, forKey: account) {
                throw row.fault(Message("identity.import-twice", ["first": String(first)]), field: "openid.subject")
            }
            entries.append(Entry(row: row, details: details, offices: try offices(row), account: account))
        }
        return entries
    }

    /// The account at a provider that a row names.
    private static func account(_ row: DirectoryFile.Row) throws(Fault) -> ProviderAccount? {
        let (issuer, subject) = (row.fields["openid.issuer"], row.fields["openid.subject"])
        guard issuer != nil || subject != nil || row.fields["openid.claim"] != nil else { return nil }
        guard let issuer else { throw UnitImport.missing("openid.issuer", row) }
        guard let subject else { throw UnitImport.missing("openid.subject", row) }
        do {
            return try ProviderAccount(
                issuer: issuer, subject: subject,
                claim: row.fields["openid.claim"] ?? ProviderAccount.standardClaim)
        } catch {
            throw row.fault(error.message, field: error.field)
        }
    }

    private static func offices(_ row: DirectoryFile.Row) throws(Fault) -> [(office: Office, subject: String?)] {
        var offices: [(Office, String?)] = []
        for word in (row.fields["offices"] ?? "").split(separator: ";") {
            let text = word.drop { $0 == " " }.prefix { $0 != " " }
            let name = text.prefix { $0 != ":" }
            guard let office = Office(rawValue: String(name)) else {
                let choices = Office.allCases.map(\.rawValue).joined(separator: ", ")
                throw row.fault(Message("identity.import-not-choice", ["choices": choices]), field: "offices")
            }
            let subject = text.dropFirst(name.count + 1)
            offices.append((office, subject.isEmpty ? nil : String(subject)))
        }
        return offices
    }

    /// The offices of a row that are not held yet, each looked at beside all others of the person.
    private static func offices(
        _ entry: Entry, person: String, unit: UnitPath, held: [Assignment], at instant: Instant
    ) throws -> [IdentityChange] {
        var held = held
        var changes: [IdentityChange] = []
        for (office, subject) in entry.offices {
            let has = held.contains {
                $0.office == office && $0.unit == unit && $0.subject == subject && $0.isInForce(at: instant)
            }
            if has { continue }
            guard office.holding != .subject || subject != nil else {
                throw entry.row.fault(
                    Message("identity.office-needs-subject", ["office": office.rawValue]), field: "offices")
            }
            guard office.holding != .unit || subject == nil else {
                throw entry.row.fault(
                    Message("identity.office-without-subject", ["office": office.rawValue]), field: "offices")
            }
            let new = Assignment(
                id: "\(changes.count)", person: person, office: office, unit: unit, subject: subject, from: instant)
            if let (conflict, other) = DutyConflict.first(adding: new, to: held) {
                throw entry.row.fault(conflict.message(office, other), field: "offices")
            }
            held.append(new)
            changes.append(
                .officeAssigned(
                    IdentityChange.Office(
                        person: person, office: office, unit: unit.id, subject: subject, from: instant)))
        }
        return changes
    }
}

extension PersonDetails {
    /// Whether what is kept of a person differs; the unit is looked at elsewhere.
    fileprivate func differs(from person: Person) -> Bool {
        display != person.display || email != person.email || language != person.language
    }
}

extension Fault {
    /// The field that a fault of `PersonDetails` or `ProviderAccount` is about.
    fileprivate var field: String {
        switch message.id {
        case "identity.bad-sign-in-name": "sign_in"
        case "identity.bad-email": "email"
        case "identity.bad-issuer": "openid.issuer"
        case "identity.bad-claim": "openid.claim"
        case "identity.bad-subject": "openid.subject"
        default: "display"
        }
    }
}
