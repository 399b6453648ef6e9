/// Tries every shape that a run of digits can be part of.
enum Recogniser {
    /// Reports each shape that the run is written like, valid or not.
    static func matches(_ view: ByteView, _ run: DigitRun, _ found: (ShapeMatch) -> Void) {
        func report(_ match: ShapeMatch?) { if let match { found(match) } }
        switch run.count {
        case 3:
            report(IdentityShapes.hongKong(view, run))
            report(PhoneShape.match(view, run))
            report(FinancialShapes.bankAccount(view, run))
        case 4:
            report(FinancialShapes.card(view, run))
            report(PhoneShape.match(view, run))
            report(BirthDateShape.match(view, run))
        case 5: report(PhoneShape.match(view, run))
        case 6:
            report(IdentityShapes.hongKong(view, run))
            report(IdentityShapes.resident(view, run))
        case 7:
            report(IdentityShapes.hongKong(view, run))
            TravelDocumentShapes.matches(view, run, found)
            report(FinancialShapes.octopus(view, run))
        case 8:
            if view[run.start &- 1].isUpper {
                TravelDocumentShapes.matches(view, run, found)
            } else {
                report(FinancialShapes.octopus(view, run))
                report(PhoneShape.match(view, run))
                report(FinancialShapes.businessRegistration(view, run))
                report(BirthDateShape.match(view, run))
            }
        case 9: report(FinancialShapes.octopus(view, run))
        case 10: TravelDocumentShapes.matches(view, run, found)
        case 11: report(PhoneShape.match(view, run))
        case 13...19:
            if run.count == 13 { report(PhoneShape.match(view, run)) }
            report(FinancialShapes.card(view, run))
            report(IdentityShapes.resident(view, run))
        default: break
        }
        if run.count >= 4, run.count <= 30 { report(FinancialShapes.iban(view, run)) }
    }
}
