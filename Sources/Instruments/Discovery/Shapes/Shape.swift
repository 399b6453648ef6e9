/// The written forms that the digit pass recognises by itself.
enum Shape: String, Sendable, CaseIterable {
    case hongKongIdentity = "hkid"
    case residentIdentity = "resident-id"
    case paymentCard = "payment-card"
    case phone = "hk-phone"
    case hongKongPassport = "hk-passport"
    case chinesePassport = "cn-passport"
    case homeReturnPermit = "home-return-permit"
    case exitEntryPermit = "exit-entry-permit"
    case iban
    case bankAccount = "hk-bank-account"
    case businessRegistration = "hk-business-registration"
    case octopus
    case birthDate = "birth-date"
    case email

    /// Its place among all shapes.
    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
