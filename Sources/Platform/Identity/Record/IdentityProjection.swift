import CanonicalJSON
public import Journal
import Model
public import Storage

/// The tables of units, people, offices and agreements, made from events.
///
/// It also carries the schema of the tables beside them (personal data and accounts), and what an event takes away there
/// is gone in the same transaction.
public struct IdentityProjection: Projection {
    /// The projection.
    public init() {}

    /// The schema of the tables.
    public var migrations: [Migration] { IdentityTables.migrations }

    /// The tables that events alone make, each with its key first.
    public var tables: [StaticString] { ["units", "persons", "assignments", "agreements"] }

    /// Takes events in; those of others are passed over.
    ///
    /// - Throws: `Fault` (`identity.…`) where the event contradicts what came before; then nothing is recorded.
    public func apply(_ events: [Event], in transaction: any Transaction) throws {
        for event in events { try apply(event, in: transaction) }
    }

    private func apply(_ event: Event, in transaction: any Transaction) throws {
        guard let change = try IdentityChange(event) else { return }
        switch change {
        case .unitAdded(let unit): try UnitTable.add(unit, at: event.at, transaction)
        case .unitChanged(let unit): try UnitTable.change(unit, transaction)
        case .unitLeft(let id): try UnitTable.leave(id, at: event.at, transaction)
        case .personAdded(let person, let unit):
            try PersonTable.add(person, unit: unit, at: event.at, transaction)
        case .personMoved(let person, let unit): try PersonTable.move(person, to: unit, transaction)
        case .personDisabled(let person): try PersonTable.disable(person, at: event.at, transaction)
        case .personEnabled(let person): try PersonTable.enable(person, transaction)
        case .personErased(let person): try PersonTable.erase(person, at: event.at, transaction)
        case .officeAssigned(let office): try AssignmentTable.add(office, id: event.id, transaction)
        case .officeEnded(let id, let person, let instant):
            try AssignmentTable.end(id, person: person, at: instant, transaction)
        case .agreementMade(let agreement): try AgreementTable.add(agreement, transaction)
        case .agreementEnded(let id, let body, let instant):
            try AgreementTable.end(id, body: body, at: instant, transaction)
        }
    }
}
