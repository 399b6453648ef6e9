import Assurance
import Model
import Pages

/// A system, a finding, an observation, a control and the verdicts, with sample data.
extension SampleEstate {
    private static func tabs(_ current: Int) -> [Tab] {
        [
            Tab(.say("pages.posture"), url: "/systems/harbour-permits", isCurrent: current == 0),
            Tab(
                .say("pages.observations"), url: "/systems/harbour-permits?tab=observations", count: 23,
                isCurrent: current == 1),
            Tab(
                .say("pages.nav-findings"), url: "/systems/harbour-permits?tab=findings", count: 3,
                isCurrent: current == 2),
            Tab(.say("pages.time-line"), url: "/systems/harbour-permits?tab=time", isCurrent: current == 3),
        ]
    }

    static func system(_ part: SystemView.Part, tab: Int) -> SystemView {
        SystemView(
            system: permits, tier: 2, grade: .restricted, exposure: .internet, holdsPersonalData: true,
            owner: .held(chan),
            shares: StatusShares(held: 27, broken: 4, unknown: 5, waived: 1),
            posture: .fallsShort, lastAssessed: ago(hours: 2), proof: proof, tabs: tabs(tab), part: part,
            actions: [
                ActionButton(say("Assess now", "立即評估", "立即评估"), url: "/assess", weight: .primary),
                ActionButton(say("System file", "系統檔案", "系统文件"), url: "/systems/harbour-permits/file"),
            ])
    }

    static let systemPosture = system(
        .posture(
            .init(
                results: results, filter: nil,
                steps: [
                    .init(
                        control: transport, isMend: true,
                        what: say(
                            "Set `ssl_protocols TLSv1.2 TLSv1.3;` at the gateway and reload it.",
                            "在網關設定 `ssl_protocols TLSv1.2 TLSv1.3;` 並重新載入。",
                            "在网关设置 `ssl_protocols TLSv1.2 TLSv1.3;` 并重新加载。"),
                        objects: ["public-gateway"]),
                    .init(
                        control: marking, isMend: false,
                        what: .say("pages.let-it-be-seen"), objects: ["exports", "archive-2019"]),
                ])), tab: 0)
    static let systemObservations = system(
        .observations(observationRows, pages: PageLinks(next: "?after=x", total: 23)), tab: 1)
    static let systemFindings = system(.findings(findingRows, sorting: nil, pages: PageLinks(total: 4)), tab: 2)
    static let systemTime = system(
        .timeLine(
            .init(
                from: ago(days: 365), to: now,
                lanes: [
                    Lane(
                        name: say("Assessment", "評估", "评估"),
                        spans: [
                            .init(
                                from: ago(days: 300), to: ago(days: 280), name: say("Yearly assessment", "年度評估", "年度评估")
                            ),
                            .init(from: ago(days: 90), name: say("Spot check", "抽查", "抽查")),
                            .init(
                                from: ago(days: 20), to: ago(days: 1), name: say("Yearly assessment", "年度評估", "年度评估")),
                        ]),
                    Lane(
                        name: say("Exercises", "演習", "演练"),
                        spans: [
                            .init(from: ago(days: 150), to: ago(days: 148), name: say("Phishing drill", "釣魚演習", "钓鱼演练"))
                        ]),
                    Lane(
                        name: say("Response", "事故應變", "事件响应"),
                        spans: [
                            .init(
                                from: ago(days: 200), to: ago(days: 188), name: say("Leak of a key", "密鑰外洩", "密钥泄露"),
                                isBad: true)
                        ]),
                ], entries: history, pages: PageLinks(next: "?after=y"))), tab: 3)

    static let observationRows = [
        SystemView.ObservationRow(
            id: "01JDQ7M3V9K2W8X4T6Y0ZB5CNE", kind: "transit.tls", object: "public-gateway", completeness: .complete,
            collected: ago(hours: 2), expires: ago(days: -7), actor: "seawall 0.4.0"),
        SystemView.ObservationRow(
            id: "01JDQ7M3V9K2W8X4T6Y0ZB5CNF", kind: "data.inventory", object: "exports",
            completeness: .partial([say("3 files are encrypted", "3 個檔案已加密", "3 个文件已加密")]), collected: ago(hours: 2),
            expires: ago(days: -31), actor: "seawall 0.4.0"),
        SystemView.ObservationRow(
            id: "01JDQ7M3V9K2W8X4T6Y0ZB5CNG", kind: "storage.protection", object: "archive-2019",
            completeness: .notAssessed(say("The host did not answer.", "主機沒有回應。", "主机没有响应。")), collected: ago(days: 40),
            expires: ago(days: 9), actor: "seawall 0.3.2"),
        SystemView.ObservationRow(
            id: "01JDQ7M3V9K2W8X4T6Y0ZB5CNH", kind: "attestation", object: "access-review", completeness: .complete,
            collected: ago(days: 80), actor: "陳大文"),
    ]

    static let results = [
        ResultsView.Row(
            control: transport, force: .shall, system: permits, status: .broken,
            causes: [
                say("public-gateway: TLS 1.0 is offered", "public-gateway：提供 TLS 1.0", "public-gateway：提供 TLS 1.0"),
                say("mail: TLS 1.1 is offered", "mail：提供 TLS 1.1", "mail：提供 TLS 1.1"),
            ], finding: "F-2291", oldest: ago(hours: 2)),
        ResultsView.Row(
            control: marking, force: .shall, system: permits, status: .unknown,
            causes: [say("archive-2019: the host did not answer", "archive-2019：主機沒有回應", "archive-2019：主机没有响应")],
            oldest: ago(days: 40)),
        ResultsView.Row(
            control: review, force: .should, system: visitors, status: .waived, causes: [], oldest: ago(days: 80),
            waivedUntil: ago(days: -186)),
        ResultsView.Row(
            control: marking, force: .shall, system: moorings, status: .held, causes: [], oldest: ago(hours: 9)),
        ResultsView.Row(control: review, force: .may, system: tides, status: .notApplicable, causes: [], oldest: nil),
    ]
    static let resultList = ResultsView(
        Listing(
            rows: results,
            sorting: Sorting(
                column: "system", isDescending: true, urls: ["system": "?sort=system", "control": "?sort=control"]),
            filter: Filter(
                url: "/results",
                choices: [
                    .init(
                        name: "status", label: .say("pages.status"),
                        options: ControlStatus.allCases.map { Option($0.rawValue, .say("pages.status-\($0.rawValue)")) }
                    ),
                    .init(
                        name: "family", label: .say("pages.family"), options: families.map { Option($0.id, $0.name) },
                        value: "TRN"),
                ]), pages: PageLinks(next: "?after=z", total: 1_306)))

    static let findingRows = [
        FindingsView.Row(
            id: "F-2305",
            title: say(
                "37 identity numbers lie in clear in the export bucket", "匯出儲存桶以明文存有 37 個身份證號碼",
                "导出存储桶以明文存有 37 个身份证号码"), severity: .critical, state: .open, system: moorings,
            controls: ["CLS-05", "STO-01"],
            opened: ago(hours: 9), due: ago(days: -12)),
        FindingsView.Row(
            id: "F-2291", title: say("TLS 1.0 is offered", "提供 TLS 1.0", "提供 TLS 1.0"), severity: .high,
            state: .reopened,
            system: permits, controls: ["TRN-02"], opened: ago(days: 61), due: ago(days: 9)),
        FindingsView.Row(
            id: "F-2203", title: say("The component list is undated", "組件清單未註明日期", "组件清单未注明日期"), severity: .low,
            state: .waived, system: tides, controls: ["AST-09"], opened: ago(days: 90), due: ago(days: -3)),
        FindingsView.Row(
            id: "F-2100", title: say("Backup volume in clear", "備份磁碟區為明文", "备份卷为明文"), severity: .medium, state: .closed,
            system: visitors, controls: ["STO-03"], opened: ago(days: 120)),
    ]
    static let findingList = FindingsView(
        Listing(
            rows: findingRows,
            sorting: Sorting(
                column: "due", isDescending: false,
                urls: ["due": "?sort=-due", "severity": "?sort=severity", "opened": "?sort=opened"]),
            filter: Filter(
                url: "/findings",
                choices: [
                    .init(
                        name: "severity", label: .say("pages.severity"),
                        options: Severity.allCases.map { Option($0.rawValue, .say("pages.severity-\($0.rawValue)")) }),
                    .init(
                        name: "state", label: .say("pages.state"),
                        options: FindingState.allCases.map { Option($0.rawValue, .say("pages.finding-\($0.rawValue)")) }
                    ),
                ]), pages: PageLinks(next: "/findings?after=F-2100", total: 212)))

    static let facts = [
        Fact(name: "tls.versions", value: "TLS 1.0, TLS 1.1, TLS 1.2, TLS 1.3", isMatched: true),
        Fact(name: "tls.suites", value: "TLS_AES_128_GCM_SHA256, ECDHE-RSA-AES128-SHA"),
        Fact(name: "tls.groups", value: "x25519, secp256r1"),
        Fact(name: "tls.weaknesses", value: "obsolete-version", isMatched: true),
        Fact(name: "age_days", value: "0"),
    ]
    static let evidence = [
        Evidence(
            type: say("Hong Kong identity card number", "香港身份證號碼", "香港身份证号码"),
            place: "letters.zip/march.docx, paragraph 12",
            shown: "A12****(*)", confidence: 97, reasons: [say("check digit is right", "校驗碼正確", "校验码正确")]),
        Evidence(
            type: say("Server hello", "伺服器問候", "服务器问候"), place: "gateway.harbour.example:443",
            shown: "03 01 … c0 13", confidence: 100, reasons: []),
    ]
    static let finding = FindingView(
        id: "F-2291", what: say("TLS 1.0 is still offered by the public gateway", "公眾網關仍提供 TLS 1.0", "公众网关仍提供 TLS 1.0"),
        why: say(
            "TLS 1.0 protects with parts that were broken years ago. Whoever sits between a citizen and the gateway can make both fall back to it, and then read or change what is sent.",
            "TLS 1.0 所用的部分機制多年前已被攻破。介乎市民與網關之間的攻擊者可迫使雙方降級使用，繼而讀取或竄改傳送的內容。",
            "TLS 1.0 所用的部分机制多年前已被攻破。介于市民与网关之间的攻击者可迫使双方降级使用，继而读取或篡改传输的内容。"),
        remedy: say(
            "Set `ssl_protocols TLSv1.2 TLSv1.3;` at the gateway, reload it, and have it looked at again.",
            "在網關設定 `ssl_protocols TLSv1.2 TLSv1.3;`，重新載入，然後安排重新檢視。",
            "在网关设置 `ssl_protocols TLSv1.2 TLSv1.3;`，重新加载，然后安排复检。"),
        severity: .high, state: .reopened, system: permits, object: "public-gateway",
        rule: say("Obsolete TLS version", "過時的 TLS 版本", "过时的 TLS 版本"), controls: [transport, marking],
        opened: ago(days: 61),
        due: ago(days: 9),
        behind: [
            .init(
                role: .reopened, observation: observationRows[0], matched: facts.filter(\.isMatched), evidence: evidence
            ),
            .init(role: .opened, observation: observationRows[2], matched: [], evidence: []),
        ], proof: proof,
        actions: [
            .init(
                what: .written("Turn TLS 1.0 off at the gateway", in: .english), owner: chan, due: ago(days: 9),
                isDone: false),
            .init(what: say("Tell the ferry companies", "通知渡輪公司", "通知渡轮公司"), owner: lee, due: nil, isDone: true),
        ],
        buttons: [
            ActionButton(
                say("Order a re-test", "安排重新檢視", "安排复检"), url: "/findings/F-2291/retest", posts: true, weight: .primary),
            ActionButton(
                say("Ask for a waiver", "申請豁免", "申请豁免"), url: "/findings/F-2291/waiver"),
        ], noteURL: "/findings/F-2291/notes", note: FormState(), version: "7", history: history)

    static let observation = ObservationView(
        id: "01JDQ7M3V9K2W8X4T6Y0ZB5CNE", kind: "transit.tls",
        kindName: say("TLS of an endpoint", "端點的 TLS", "端点的 TLS"), system: permits, object: "public-gateway",
        completeness: .partial([say("The IPv6 address did not answer.", "IPv6 位址沒有回應。", "IPv6 地址没有响应。")]),
        collected: ago(hours: 2),
        expires: ago(days: -7), actor: "seawall 0.4.0", facts: facts, evidence: evidence,
        results: Array(results.prefix(2)),
        findings: Array(findingRows.prefix(1)), proof: proof)

    static let controlList = ControlsView(
        groups: [
            .init(
                family: families[0],
                rows: [
                    .init(
                        control: transport, force: .shall, check: .instrument,
                        shares: StatusShares(held: 1_980, broken: 212, unknown: 130, waived: 4))
                ]),
            .init(
                family: families[3],
                rows: [
                    .init(
                        control: review, force: .shall, check: .attestation,
                        shares: StatusShares(held: 1_200, broken: 3, unknown: 1_110, waived: 60)),
                    .init(control: marking, force: .should, check: .instrument, shares: StatusShares()),
                ]),
        ], filter: nil)
    static let control = ControlView(
        control: transport,
        statement: say(
            "Every endpoint that the system offers speaks TLS 1.2 or later, and nothing older.",
            "系統提供的每個端點只使用 TLS 1.2 或以上版本。",
            "系统提供的每个端点只使用 TLS 1.2 或以上版本。"),
        remedy: finding.remedy, force: .shall, check: .instrument,
        needs: [.init(kind: "transit.tls", freshDays: 7)],
        applies: [
            say("systems that face the Internet", "面向互聯網的系統", "面向互联网的系统"),
            say("tiers 1 to 3", "第 1 至第 3 級系統", "第 1 至第 3 级系统"),
        ],
        rules: [
            .init(
                id: "80599ba3", title: say("Obsolete TLS version", "過時的 TLS 版本", "过时的 TLS 版本"), severity: .high,
                source:
                    "title: Obsolete TLS version\ndetection:\n    old:\n        tls.versions: [SSLv3, TLS 1.0, TLS 1.1]\n    condition: old"
            )
        ], shares: StatusShares(held: 1_980, broken: 212, unknown: 130, waived: 4), results: results,
        pages: PageLinks(total: 342))
}
