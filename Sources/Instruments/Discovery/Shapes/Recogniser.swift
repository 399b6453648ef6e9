/// Asks every shape that a run of digits can be part of.
enum Recogniser {
    /// Reports each shape that the run is written like.
    ///
    /// - Parameter invalid: whether to report those too whose check fails, as columns want to know.
    static func matches(
        _ view: ByteView, _ run: DigitRun, _ candidates: ShapeCandidates, invalid: Bool, _ found: (ShapeMatch) -> Void
    ) {
        func report(_ match: ShapeMatch?) {
            if let match, match.isValid || invalid { found(match) }
        }
        if candidates.contains(.hongKongIdentity) { report(IdentityShapes.hongKong(view, run)) }
        if candidates.contains(.travelDocument) { TravelDocumentShapes.matches(view, run) { report($0) } }
        if candidates.contains(.octopus) { report(FinancialShapes.octopus(view, run)) }
        if candidates.contains(.card) { report(FinancialShapes.card(view, run)) }
        if !candidates.isDisjoint(with: .phones) { report(PhoneShape.match(view, run)) }
        if candidates.contains(.businessRegistration) { report(FinancialShapes.businessRegistration(view, run)) }
        if candidates.contains(.birthDate) { report(BirthDateShape.match(view, run)) }
        if candidates.contains(.residentIdentity) { report(IdentityShapes.resident(view, run)) }
        if candidates.contains(.bankAccount) { report(FinancialShapes.bankAccount(view, run)) }
        if candidates.contains(.iban) { report(FinancialShapes.iban(view, run)) }
        if !candidates.isDisjoint(with: .phonesAbroad) { WorldPhoneShapes.matches(view, run) { report($0) } }
    }
}
