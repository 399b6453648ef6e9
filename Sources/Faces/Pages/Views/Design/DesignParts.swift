import Assurance
import Model
import Phrases

/// A table that is sorted, one without rows, and a filter.
struct DesignTables: Component {
    func write(_ page: inout PageWriter) {
        page.put(
            FilterForm(
                filter: Filter(
                    url: Paths.design,
                    choices: [
                        .init(name: "q", label: .say("pages.name"), value: "a"),
                        .init(
                            name: "status", label: .say("pages.status"),
                            options: ControlStatus.allCases.map {
                                Option($0.rawValue, .say("pages.status-\($0.rawValue)"))
                            }),
                    ])))
        let shares = StatusShares(held: 30, broken: 4, unknown: 6, waived: 2)
        page.put(
            DataTable(
                .say("pages.design-tables"),
                [
                    Column(.say("pages.name"), sort: "name"), Column(.say("pages.posture"), .mark),
                    Column(.say("pages.findings-open"), .number, sort: "findings"),
                ],
                sorting: Sorting(
                    column: "name", isDescending: false, urls: ["name": Paths.design, "findings": Paths.design]),
                rows: ["A", "B"], empty: .say("pages.none")
            ) { name in
                [
                    { $0.link(.name(name), to: Paths.design, class: "strong") }, { $0.put(SharesCell(shares: shares)) },
                    { $0.put(CountLink(Count(value: 12, url: Paths.design))) },
                ]
            })
        page.put(DataTable(.say("pages.none"), [], rows: [String](), empty: .say("pages.systems-empty")) { _ in [] })
    }
}

/// Forms: every kind of field, fresh and wrong.
struct DesignForms: Component {
    func write(_ page: inout PageWriter) {
        let options = Severity.allCases.prefix(3).map { Option($0.rawValue, .say("pages.severity-\($0.rawValue)")) }
        let fields: [FormField] = [
            FormField("text", .say("pages.name"), hint: .say("pages.search-what")),
            FormField("mail", .say("pages.mail"), .email, required: false),
            FormField("secret", .say("pages.password"), .password),
            FormField("code", .say("pages.code"), .code(digits: 6)), FormField("day", .say("pages.from"), .date),
            FormField("count", .say("pages.key-days"), .number),
            FormField("note", .say("pages.note"), .multiline(rows: 3)),
            FormField("file", .say("pages.receipt"), .file(accept: ".txt")),
            FormField("choice", .say("pages.severity"), .choice(options)),
            FormField("radio", .say("pages.severity"), .radios(options)),
            FormField("check", .say("pages.second-factor-needed"), .checkbox),
        ]
        page.put(FormWriter(url: Paths.design, fields: fields, state: FormState(), button: .say("pages.save")))
        page.put(
            FormWriter(
                url: Paths.design, fields: [fields[0], fields[8], fields[9]],
                state: FormState(errors: ["text": .say("pages.required"), "radio": .say("pages.choose")]),
                button: .say("pages.save"), away: Link(text: .say("pages.go-home"), url: Paths.home)))
        page.put(PasskeyButton(purpose: .register, returnPath: Paths.design))
    }
}

/// Names with values, facts, evidence, history.
struct DesignFacts: Component {
    func write(_ page: inout PageWriter) {
        page.put(
            KeyValues(pairs: [
                .init(.say("pages.tier"), words: .name("2")), .init(.say("pages.owner"), words: .say("pages.vacant")),
            ]))
        page.put(
            FactList(facts: [
                Fact(name: "tls.versions", value: "TLS 1.0, TLS 1.2", isMatched: true),
                Fact(name: "age_days", value: "3"),
            ]))
        page.put(
            EvidenceTable(evidence: [
                Evidence(
                    type: .say("pages.mail"), place: "letters.zip/march.docx", shown: "a****@****", confidence: 82,
                    reasons: [])
            ]))
        page.put(
            History(
                entries: HistoryEntry.Kind.allCases.enumerated().map { index, kind in
                    HistoryEntry(
                        at: page.frame.now.adding(days: -index), kind: kind, text: .say("pages.demo-what"),
                        actor: .name("seawall"), leaf: 1_000 - index)
                }))
    }
}

/// Proofs and machine text.
struct DesignProof: Component {
    func write(_ page: inout PageWriter) {
        let commitment = String(repeating: "9f2c5be0", count: 8)
        page.put(
            ProofBlock(
                proof: Proof(
                    state: .logged, id: "01J00000000000000000000000", leaf: 48_213, treeSize: 51_870,
                    commitment: commitment, signed: page.frame.now, signers: ["seawall.example/log"])))
        page.put(
            ProofBlock(
                proof: Proof(state: .pending, id: "01J00000000000000000000000", commitment: commitment, signers: [])))
        page.put(LedgerView.Outcome.valid(leaf: 48_213, recorded: page.frame.now, signers: ["seawall.example/log"]))
        page.put(LedgerView.Outcome.invalid(.say("pages.error-what-400")))
    }
}

/// Progress, parts that live events renew, and what stands in for them.
struct DesignLive: Component {
    func write(_ page: inout PageWriter) {
        page.put(ProgressBar(label: .say("pages.objects"), done: 14, whole: 23))
        page.put(ProgressBar(label: .say("pages.objects"), done: 14, whole: nil))
        page.put(LivePart(name: "design") { $0.put(ProgressBar(label: .say("pages.objects"), done: 23, whole: 23)) })
        page.put(Skeleton(lines: 3))
    }
}

/// Charts.
struct DesignCharts: Component {
    func write(_ page: inout PageWriter) {
        let shares = StatusShares(held: 61, broken: 9, unknown: 24, waived: 6)
        page.element("div", .class("ring-row")) { row in
            row.put(Donut(shares: shares))
            row.put(ShareLegend(shares: shares) { Paths.results(status: $0) })
        }
        page.put(
            BarChart(
                caption: .say("pages.findings-open"), nameHeading: .say("pages.severity"),
                valueHeading: .say("pages.findings-open"),
                bars: Severity.allCases.enumerated().map { index, severity in
                    Bar(.say("pages.severity-\(severity.rawValue)"), Count(value: 90 - 20 * index, url: Paths.findings))
                }))
        let day = page.frame.now.date.daysSinceEpoch
        page.put(
            LineChart(
                caption: .say("pages.trend-caption"),
                days: (0..<6).map { CalendarDate(daysSinceEpoch: day - 150 + 30 * $0) },
                series: [
                    LineSeries(name: .say("pages.status-unknown"), tone: "unknown", values: [40, 36, nil, 30, 26, 24]),
                    LineSeries(name: .say("pages.status-broken"), tone: "broken", values: [18, 15, 15, 12, 10, 9]),
                ], format: { NumberText.grouped(Int($0)) }))
        page.put(HeatMap(caption: .say("pages.heat-title"), families: Self.families, rows: Self.rows(page.frame.now)))
        page.put(HeatLegend())
        let now = page.frame.now
        page.put(
            LaneChart(
                caption: .say("pages.time-line-what"), from: now.adding(days: -365), to: now,
                lanes: [
                    Lane(
                        name: .say("pages.nav-assess"),
                        spans: [
                            .init(
                                from: now.adding(days: -200), to: now.adding(days: -170), name: .say("pages.nav-assess")
                            )
                        ]),
                    Lane(
                        name: .say("pages.nav-findings"),
                        spans: [.init(from: now.adding(days: -90), name: .say("pages.finding"), isBad: true)]),
                ]))
    }

    private static let families = ["TRN", "STO", "CLS"].map { Family(id: $0, name: .name($0)) }

    private static func rows(_ now: Instant) -> [HeatRow] {
        let cells = [
            StatusShares(held: 40), StatusShares(held: 40, broken: 1), StatusShares(held: 40, broken: 3),
            StatusShares(held: 40, broken: 10), StatusShares(held: 40, broken: 30), StatusShares(held: 40, unknown: 5),
            StatusShares(held: 4, broken: 1, unknown: 30), StatusShares(), StatusShares(held: 9, waived: 2),
        ]
        return (0..<3).map { row in
            HeatRow(
                id: "d\(row)", code: "D\(row)", name: .say("pages.department"), systems: 4,
                cells: cells[3 * row..<3 * row + 3].map {
                    HeatCell(shares: $0, oldest: now.adding(days: -118), stale: $0.unknown > 10 ? 12 : 0)
                })
        }
    }
}
