import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct PeopleTests {
    @Test func aPersonIsFoundByTheNameHoweverItIsTyped() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.person("Chan.Tai-Man@harbour")
        for typed in ["chan.tai-man@harbour", " CHAN.Tai-Man@Harbour\n", "ｃｈａｎ.tai-man@harbour"] {
            #expect(try await fixture.people.person(named: SignInName(typed))?.id == person)
        }
        let found = try await fixture.people.person(person)
        #expect(found?.display == "Person Chan.Tai-Man@harbour" && found?.signIn == "Chan.Tai-Man@harbour")
        #expect(found?.language == .traditionalChinese && found?.unit == "harbour")
        #expect(await faultOf { _ = try await fixture.person("CHAN.tai-man@harbour") } == Fault("identity.name-taken"))
        #expect(try await fixture.people.person(named: SignInName("chan.tai-man")) == nil)
    }

    @Test(arguments: ["", " ", "a b", "a\u{0}", "a/b", "a'b", "ａ＇ｂ", String(repeating: "x", count: 129), "a\u{200B}b"])
    func whatIsNoNameIsRefused(typed: String) {
        #expect(throws: Fault("identity.bad-sign-in-name")) { try SignInName(typed) }
    }

    @Test func composedAndDecomposedLettersAreOneName() throws {
        #expect(try SignInName("Zo\u{eb}") == SignInName("zoe\u{308}"))
        #expect(try SignInName("陳大文").text == "陳大文")
        #expect(try "\(SignInName("secret"))" == "sign-in name")
    }

    @Test func detailsThatCannotBeAreRefused() {
        func refused(_ display: String, _ email: String?) -> String? {
            do {
                _ = try PersonDetails(signIn: "a", display: display, email: email, language: .english, unit: "x")
                return nil
            } catch {
                return error.message.id
            }
        }
        #expect(refused("", nil) == "identity.bad-display-name")
        #expect(refused("a\nb", nil) == "identity.bad-display-name")
        #expect(refused(String(repeating: "x", count: 201), nil) == "identity.bad-display-name")
        for email in ["", "a", "@b", "a@", "a@b@c", "a b@c"] { #expect(refused("a", email) == "identity.bad-email") }
        #expect(refused("陳大文", "tai-man@harbour.gov.hk") == nil)
    }

    @Test func nothingPersonalIsInAnEventAndAllIsSealed() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.person("tai-man")
        let events = try await fixture.dump("events")
        #expect(events.contains { $0.contains(person) && $0.contains("PersonAdded") })
        for table in ["events", "people", "persons"] as [StaticString] {
            for row in try await fixture.dump(table) {
                #expect(!row.contains("tai-man") && !row.contains("example.hk"), "\(table): \(row)")
            }
        }
    }

    @Test func whoIsErasedLeavesTheIdAloneAndTheRecordWhole() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.holder(.ditso, Tree.harbour)
        _ = try await Invitations(database: fixture.database).make(for: person, resetting: false, at: Tree.now)
        try await fixture.people.erase(person, at: Tree.now, actor: "test")
        #expect(try await fixture.people.person(person) == nil)
        for table in ["people", "invitations"] as [StaticString] { #expect(try await fixture.dump(table).isEmpty) }
        #expect(try await fixture.offices.all(of: person).allSatisfy { $0.until == Tree.now })
        try await fixture.verify()
        #expect(await faultOf { try await fixture.people.erase(person, at: Tree.now, actor: "t") } != nil)
        // The name is free again, for another person.
        let next = try await fixture.person("ditso-harbour")
        #expect(next != person)
    }

    @Test func whoIsDisabledHoldsNothing() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.holder(.ditso, Tree.harbour)
        try await fixture.people.disable(person, at: Tree.now, actor: "test")
        #expect(try await fixture.people.person(person)?.isDisabled == true)
        #expect(try await !fixture.permissions.decide(person, .seeSystems, unit: "harbour", at: Tree.now).isAllowed)
        let again = await faultOf { try await fixture.people.disable(person, at: Tree.now, actor: "t") }
        #expect(again == Fault("identity.person-disabled", ["person": person]))
        let office = await faultOf {
            _ = try await fixture.offices.assign(
                .staff, to: person, in: "harbour", from: Tree.now, at: Tree.now, actor: "t")
        }
        #expect(office == Fault("identity.person-disabled", ["person": person]))
        try await fixture.verify()
    }

    @Test func whoIsEnabledAgainHoldsWhatIsGivenAnew() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.holder(.ditso, Tree.harbour)
        func enable() async -> Fault? {
            await faultOf { try await fixture.people.enable(person, at: Tree.now, actor: "test") }
        }
        #expect(await enable() == Fault("identity.person-not-disabled", ["person": person]))
        try await fixture.people.disable(person, at: Tree.now, actor: "test")
        #expect(await enable() == nil)
        #expect(try await fixture.people.person(person)?.isDisabled == false)
        #expect(try await fixture.offices.all(of: person).allSatisfy { $0.until == Tree.now })
        #expect(try await !fixture.permissions.decide(person, .seeSystems, unit: "harbour", at: Tree.now).isAllowed)
        _ = try await fixture.offices.assign(
            .ditso, to: person, in: "harbour", from: Tree.now, at: Tree.now, actor: "test")
        #expect(try await fixture.permissions.decide(person, .seeSystems, unit: "harbour", at: Tree.now).isAllowed)
        try await fixture.verify()
        try await fixture.people.erase(person, at: Tree.now, actor: "test")
        #expect(await enable() == Fault("identity.no-person", ["person": person]))
        try await fixture.verify()
    }

    @Test func nobodyOfAUnitThatLeftIsEnabled() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.holder(.ditso, Tree.harbour)
        _ = try await fixture.units.leave("harbour", at: Tree.now, actor: "test")
        let refused = await faultOf { try await fixture.people.enable(person, at: Tree.now, actor: "test") }
        #expect(refused == Fault("identity.no-unit", ["unit": "harbour"]))
        #expect(try await fixture.people.person(person)?.isDisabled == true)
        try await fixture.verify()
    }

    /// Two nodes add the same name at the same time: one of them adds a person, the other is told, and no one is left over.
    @Test func ofTwoWhoAddTheSameNameAtOnceOneIsRefused() async throws {
        let fixture = try await IdentityFixture()
        let outcomes = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask { await faultOf { _ = try await fixture.person("tai-man") }?.message.id }
            }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(outcomes.filter { $0 == "identity.name-taken" }.count == 7)
        for table in ["people", "persons"] as [StaticString] { #expect(try await fixture.dump(table).count == 1) }
        try await fixture.verify()
    }

    @Test func aPersonOfNoUnitLeavesNothing() async throws {
        let fixture = try await IdentityFixture()
        let details = try PersonDetails(
            signIn: "tai-man", display: "Chan", email: nil, language: .english, unit: "nowhere")
        let refused = await faultOf { _ = try await fixture.people.add(details, at: Tree.now, actor: "test") }
        #expect(refused == Fault("identity.no-unit", ["unit": "nowhere"]))
        #expect(try await fixture.dump("people").isEmpty)
    }

    @Test func aPersonWhoMovesKeepsWhatIsSealed() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.person("tai-man")
        try await fixture.people.move(person, to: "health", at: Tree.now, actor: "test")
        let moved = try await fixture.people.person(person)
        #expect(moved?.unit == "health" && moved?.email == "tai-man@example.hk")
        let details = try PersonDetails(
            signIn: "tai-man", display: "Chan", email: nil, language: .english, unit: "health")
        let seen = try #require(moved)
        try await fixture.people.change(seen, to: details)
        // Who saw the person as they were before is told.
        #expect(
            await faultOf { try await fixture.people.change(seen, to: details) } == Fault("identity.person-changed"))
        let changed = try await fixture.people.person(person)
        #expect(changed?.display == "Chan" && changed?.email == nil && changed?.signIn == "tai-man")
        try await fixture.verify()
    }

    @Test func listsOfPeopleShowTheUnitsThatMayBeSeenPageByPage() async throws {
        let fixture = try await IdentityFixture()
        var harbour: [String] = []
        for number in 0..<5 { harbour.append(try await fixture.person("h\(number)")) }
        _ = try await fixture.person("other", Tree.health)
        let ditso = try await fixture.holder(.ditso, Tree.harbour)
        let sees = try await fixture.permissions.standing(of: ditso).visibility(for: .seePeople, at: Tree.now)
        var seen: [String] = []
        while true {
            let page = try await fixture.people.all(sees, after: seen.last.map { People.Place(id: $0) }, limit: 2)
            if page.isEmpty { break }
            seen += page.map(\.id)
        }
        #expect(seen == (harbour + [ditso]).sorted())
    }

    @Test func anInvitationIsGoodOnceAndForAWhile() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.person("tai-man")
        let invitations = Invitations(database: fixture.database)
        let first = try await invitations.make(for: person, resetting: false, at: Tree.now)
        let token = try await invitations.make(for: person, resetting: false, at: Tree.now)
        let unknown = Fault("identity.invitation-unknown")
        #expect(await faultOf { _ = try await invitations.person(by: first, at: Tree.now) } == unknown)
        let read = try InvitationToken(token.text)
        #expect(try await invitations.person(by: read, at: Tree.now.adding(days: 2)) == person)
        #expect(await faultOf { _ = try await invitations.person(by: token, at: Tree.now.adding(days: 3)) } == unknown)
        let used = try await fixture.database.write { try Invitations.use(token, at: Tree.now, $0) }
        #expect(used == person)
        #expect(await faultOf { _ = try await invitations.person(by: token, at: Tree.now) } == unknown)
        #expect(!("\(token)".contains(token.text.dropFirst(4))))
        for text in ["", "swn_", "swn_!", token.text + "A", String(token.text.dropLast())] {
            #expect(throws: unknown) { try InvitationToken(text) }
        }
        #expect(try await !fixture.dump("invitations").contains { $0.contains(token.text) })
    }
}
