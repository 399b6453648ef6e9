import Model
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-24T02:30:00Z", 1_795_487_400), ("1969-12-31T23:59:59Z", -1),
        ("2026-11-24T10:30:00+08:00", 1_795_487_400), ("2026-11-23T21:30:00-05:00", 1_795_487_400),
        ("2026-11-24", 1_795_478_400), ("2024-02-29T00:00:00.5z", 1_709_164_800),
    ])
    func readsRFC3339(text: String, seconds: Int64) throws {
        #expect(try #require(Instant(text)).seconds == seconds)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-30", "2026-11-24T", "2026-11-24T02:30:00", "2026-11-24T24:00:00Z",
        "2026-11-24T02:30:00.Z", "2026-11-24T02:30:00Zx", "2026-11-24T02:30:00+0800", "２０２６-11-24",
    ])
    func refusesWhatIsNot(text: String) { #expect(Instant(text) == nil) }

    @Test func countsWholeDaysBothWays() throws {
        let noon = try #require(Instant("2026-11-24T12:00:00Z"))
        let earlier = try #require(Instant("2026-11-22T13:00:00Z"))
        #expect(earlier.days(until: noon) == 1)
        #expect(noon.days(until: earlier) == -2)
    }

    @Test func everyDayOfFourCenturiesComesBack() throws {
        for day in stride(from: -150_000, to: 150_000, by: 7) {
            let date = CalendarDate(daysSinceEpoch: day)
            #expect(CalendarDate(date.description) == date)
        }
    }
}
