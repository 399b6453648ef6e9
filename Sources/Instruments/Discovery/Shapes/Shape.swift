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
    case mainlandPhone = "cn-phone"
    case foreignPhone = "international-phone"

    /// Its place among all shapes. Asked for each match, so no search.
    var number: Int {
        switch self {
        case .hongKongIdentity: 0
        case .residentIdentity: 1
        case .paymentCard: 2
        case .phone: 3
        case .hongKongPassport: 4
        case .chinesePassport: 5
        case .homeReturnPermit: 6
        case .exitEntryPermit: 7
        case .iban: 8
        case .bankAccount: 9
        case .businessRegistration: 10
        case .octopus: 11
        case .birthDate: 12
        case .email: 13
        case .mainlandPhone: 14
        case .foreignPhone: 15
        }
    }
}
