import Identity
import Model
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct RoleTableTests {
    static let root = String(#filePath.dropLast("Tests/IdentityTests/RoleTableTests.swift".count))

    /// The table as a person wrote it down, apart from the program.
    private static func expected() throws -> [Action: [Office: Reach]] {
        let words: [String: Reach] = [
            "all+": .installation, "all": .everything, "unit": .ownUnit, "system": .ownSubject,
        ]
        var table: [Action: [Office: Reach]] = [:]
        let text = Run(["cat", root + "Tests/IdentityTests/Expected/roles.txt"]).text
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let colon = try #require(line.firstIndex(of: ":"))
            let action = try #require(Action(rawValue: String(line[..<colon])), "\(line)")
            var row: [Office: Reach] = [:]
            for part in line[line.index(after: colon)...].split(separator: ";") {
                let names = part.split(separator: " ").map(String.init)
                let reach = try #require(names.first.flatMap { words[$0] }, "\(line)")
                for name in names.dropFirst() {
                    let office = try #require(Office(rawValue: name), "\(name)")
                    #expect(row.updateValue(reach, forKey: office) == nil, "\(name) stands twice in \(line)")
                }
            }
            #expect(table.updateValue(row, forKey: action) == nil, "\(action) stands twice")
        }
        return table
    }

    @Test func everyOfficeAndActionIsAsWrittenDown() throws {
        let expected = try Self.expected()
        #expect(Set(expected.keys) == Set(Action.allCases))
        var pairs = 0
        for office in Office.allCases {
            for action in Action.allCases {
                let wanted = expected[action]?[office] ?? .nothing
                #expect(RoleTable.reach(of: office, for: action) == wanted, "\(office.rawValue) \(action.rawValue)")
                pairs += 1
            }
        }
        #expect(pairs == 13 * 37)
    }

    @Test func theDocumentShowsTheTable() {
        let document = Run(["cat", Self.root + "docs/roles.md"]).text
        #expect(document.contains(RoleTable.markdown))
    }

    @Test func whoManagesPeopleSeesNothingOfWhatIsFound() {
        let shown = Action.allCases.filter { $0.shows != nil || $0 == .exportData }
        #expect(shown.count == 7)
        for action in shown { #expect(RoleTable.reach(of: .administrator, for: action) == .nothing) }
    }

    @Test func onlyTheAdministratorReachesIntoBodiesWithoutTheirAgreement() {
        for office in Office.allCases {
            #expect((RoleTable.farthest(of: office) == .installation) == (office == .administrator))
        }
    }
}
