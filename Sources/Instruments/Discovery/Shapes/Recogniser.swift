/// Tries every shape that a run of digits can be part of.
enum Recogniser {
    /// Whether a run can be part of any value: most runs in hashes, decimals and long numbers cannot.
    @inline(__always) static func mayBelong(_ view: ByteView, _ run: DigitRun) -> Bool {
        guard run.count <= 30 else { return false }
        let before = view[run.start &- 1]
        let after = view[run.end]
        if after.isLetter {
            // The check character of an identity number, or capitals within an IBAN.
            guard run.count == 6 || run.count == 17 || after.isUpper && run.count >= 4 else { return false }
        }
        // Lower-case letters come before digits in identity card numbers alone.
        if before.isLetter, !before.isUpper { return run.count == 6 || run.count == 7 || run.count == 3 }
        if run.count == 3 {
            return after == UInt8(ascii: " ") || after == UInt8(ascii: "-") || after == UInt8(ascii: ")")
        }
        return run.count != 5 || before == UInt8(ascii: " ") || view[run.start] == UInt8(ascii: "0") || before.isUpper
    }

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
