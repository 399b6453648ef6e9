import Model
import Testing

@Suite(.timeLimit(.minutes(10))) struct UnitPathTests {
    @Test(arguments: ["", "gov/", "gov/dept-a/", "a/b/c/d/e/f/g/h/i/j/k/l/", "2nd-school/"])
    func pathsComeBackTheSame(text: String) throws {
        let path = try #require(UnitPath(text))
        #expect(path.text == text)
        #expect(path.depth == text.split(separator: "/").count)
        #expect(path.id == text.split(separator: "/").last.map(String.init) ?? "")
    }

    @Test(arguments: [
        "/", "gov", "gov//", "/gov/", "Gov/", "gov/dept_a/", "gov/dept%/", "gov/-a/", "gov/a-/", "gov/a--b/", "gov /",
        "gov/\u{301}/", "a/b/c/d/e/f/g/h/i/j/k/l/m/", "政府/", String(repeating: "a", count: 64) + "/", "gov/../",
        "gov/'/",
    ])
    func whatIsNotAPathIsRefused(text: String) { #expect(UnitPath(text) == nil) }

    @Test func aPathContainsItselfAndWhatIsBelowOnly() throws {
        let harbour = try #require(UnitPath("gov/harbour/"))
        for (text, inside) in [
            ("gov/harbour/", true), ("gov/harbour/permits/", true), ("gov/harbour-police/", false), ("gov/", false),
            ("", false), ("harbour/", false),
        ] {
            let other = try #require(UnitPath(text))
            #expect(harbour.contains(other) == inside)
        }
        #expect(UnitPath.root.contains(harbour) && harbour.parent?.text == "gov/")
        #expect(harbour.parent?.parent == .root && UnitPath.root.parent == nil)
    }

    @Test func officesOverlapWhereOneMomentIsInBoth() {
        func held(_ from: Int64, _ until: Int64?) -> Assignment {
            Assignment(
                id: "", person: "", office: .staff, unit: .root, from: Instant(microseconds: from),
                until: until.map { Instant(microseconds: $0) })
        }
        #expect(held(1, 5).overlapsInTime(held(4, 9)) && held(4, 9).overlapsInTime(held(1, 5)))
        #expect(!held(1, 5).overlapsInTime(held(5, 9)) && !held(5, 9).overlapsInTime(held(1, 5)))
        #expect(held(1, nil).overlapsInTime(held(9, nil)) && !held(9, nil).overlapsInTime(held(1, 9)))
    }
}
