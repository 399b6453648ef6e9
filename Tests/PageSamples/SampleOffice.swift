import Model
import Pages

/// Assessing, people, the ledger, jobs, settings, errors and the API, with sample data.
extension SampleEstate {
    static let assess = AssessView(
        systems: systems.map { Option($0.id, $0.name) }, looks: true,
        limitBytes: 32 << 20,
        upload: FormState(errors: [
            "file": say(
                "The file is not an assessment: expected the member “verdicts”.", "此檔案並非評估結果：應有成員「verdicts」。",
                "此文件并非评估结果：应有成员“verdicts”。")
        ]),
        start: FormState(),
        runs: [
            .init(
                id: "r2", system: permits, state: .running,
                step: say("Reading exports", "正在讀取 exports", "正在读取 exports"), done: 14,
                whole: 23, started: ago(hours: 0), by: chan.name),
            .init(
                id: "r1", system: tides, state: .done, step: say("Done", "完成", "完成"), done: 9, whole: 9,
                started: ago(hours: 26),
                by: lee.name),
            .init(
                id: "r0", system: visitors, state: .dead, step: say("The host did not answer", "主機沒有回應", "主机没有响应"),
                done: 2,
                whole: nil, started: ago(days: 3), by: .name("schedule")),
        ])

    static let people = PeopleView(
        Listing(
            rows: [
                .init(
                    person: chan, userName: "chan.tm",
                    offices: [say("DITSO, Harbour Department", "部門資訊科技保安主任（海港署）", "部门 IT 安全主任（海港署）")],
                    hasSecondFactor: true, needsSecondFactor: true, lastSeen: ago(hours: 1), isActive: true),
                .init(
                    person: lee, userName: "lee.sm",
                    offices: [
                        say("Director, Harbour Department", "署長（海港署）", "署长（海港署）"),
                        say("Drill controller", "演習統籌", "演练统筹"),
                    ],
                    hasSecondFactor: false, needsSecondFactor: true, lastSeen: ago(days: 12), isActive: true),
                .init(
                    person: PersonReference(id: "p3", name: .name("Wong Ka-yan")), userName: "wong.ky", offices: [],
                    hasSecondFactor: false,
                    needsSecondFactor: false, lastSeen: nil, isActive: false),
            ], sorting: Sorting(column: "seen", isDescending: true, urls: ["seen": "?sort=seen"]),
            filter: Filter(url: "/people", choices: [.init(name: "q", label: .say("pages.name"))]),
            pages: PageLinks(total: 3)),
        actions: [ActionButton(say("Add a person", "新增人員", "新增人员"), url: "/people/new", weight: .primary)])

    static let person = PersonView(
        person: chan, userName: "chan.tm", mail: "chan.tm@harbour.example", hasSecondFactor: true,
        needsSecondFactor: true,
        lastSeen: ago(hours: 1), isActive: true,
        assignments: [
            .init(
                id: "as1", office: say("Departmental IT security officer", "部門資訊科技保安主任", "部门 IT 安全主任"),
                on: departments[0].reference,
                from: ago(days: 120), by: lee.name,
                end: ActionButton(
                    say("End", "終止", "终止"), url: "/people/p1/offices/as1/end", posts: true, weight: .danger,
                    question: say("End this office today?", "確定今日終止此職務？", "确定今日终止此职务？"))),
            .init(
                id: "as0", office: say("Assessor", "評估人員", "评估人员"), on: departments[5].reference, from: ago(days: 700),
                to: ago(days: 121), by: lee.name),
        ],
        assigning: .init(
            url: "/people/p1/offices", offices: [Option("assessor", say("Assessor", "評估人員", "评估人员"))],
            departments: departments.prefix(5).map { Option($0.reference.id, $0.reference.name) },
            state: FormState(errors: [
                "from": say("Give the first day, such as 2026-12-01.", "請填寫首日，例如 2026-12-01。", "请填写首日，例如 2026-12-01。")
            ])),
        history: Array(history.prefix(2)), actions: [])

    static func ledger(_ outcome: LedgerView.Outcome?) -> LedgerView {
        LedgerView(
            origin: "seawall.example/log", size: 51_870, pending: 3,
            checkpoint:
                "seawall.example/log\n51870\nnyxb4KfRTIP24bDZKkfFWDvm8EF60sm+UQg/dybU4ao=\n\n— seawall.example/log 3bWvQ0Zr1n6yX0c2gqU8mJk5oD7eB4tLr9sPwHfKzTqYv1uNn2xCi8aGjE6dR0bM",
            signed: ago(hours: 2),
            publicKey: "seawall.example/log+ddb5af43+AcR1m0QfT8o3a6kLr2pXq9s4zVb7yN5wEj1hC0uGtDiK",
            witnesses: [
                .init(name: "witness.harbour.example", size: 51_870, signed: ago(hours: 1)),
                .init(name: "witness.archive.example", size: 51_200, signed: ago(days: 2)),
                .init(name: "witness.island.example"),
            ], limitBytes: 1 << 20, state: FormState(), outcome: outcome)
    }
    static let ledgerValid = ledger(
        .valid(leaf: 48_213, recorded: ago(hours: 2), signers: ["seawall.example/log", "witness.harbour.example"]))
    static let ledgerInvalid = ledger(
        .invalid(
            say(
                "The path does not lead to the checkpoint’s root: hash 3 of 16 differs.", "路徑不通向檢查點的根：16 個雜湊值中第 3 個不符。",
                "路径不通向检查点的根：16 个哈希值中第 3 个不符。")))

    static let jobs = JobsView(
        waiting: Count(value: 38, url: "/jobs?state=waiting"), running: Count(value: 2, url: "/jobs?state=running"),
        dead: Count(value: 1, url: "/jobs?state=dead"), doneToday: 4_120,
        tabs: [
            Tab(.say("pages.filter-all"), url: "/jobs", isCurrent: true),
            Tab(.say("pages.job-dead"), url: "/jobs?state=dead", count: 1),
        ],
        rows: [
            .init(
                id: "j1", name: say("Nightly scan", "每晚掃描", "每晚扫描"), department: departments[0].reference,
                state: .running, done: 1_204,
                whole: 2_391, attempts: 1, at: ago(hours: 1), actions: []),
            .init(
                id: "j2", name: say("Send the monthly return", "發送每月申報表", "发送每月申报表"),
                department: departments[1].reference, state: .retrying,
                done: 0, whole: nil, attempts: 3, at: ago(days: -1),
                problem: say("The mail server did not answer.", "郵件伺服器沒有回應。", "邮件服务器没有响应。"), actions: []),
            .init(
                id: "j3", name: say("Read an advisory", "讀取保安通告", "读取安全通告"), state: .dead, done: 0, whole: 1,
                attempts: 8, at: ago(days: 1),
                problem: say(
                    "Not CSAF: line 4 lacks “tracking”.", "並非 CSAF：第 4 行欠缺「tracking」。", "并非 CSAF：第 4 行缺少“tracking”。"),
                actions: [
                    ActionButton(say("Try again", "重試", "重试"), url: "/jobs/j3/retry", posts: true),
                    ActionButton(
                        say("Discard", "捨棄", "丢弃"), url: "/jobs/j3/discard", posts: true, weight: .danger,
                        question: say("Discard this job?", "確定捨棄此工作？", "确定丢弃此任务？")),
                ]),
            .init(
                id: "j4", name: say("Sign a checkpoint", "簽署檢查點", "签署检查点"), state: .waiting, done: 0, whole: nil,
                attempts: 0, at: ago(hours: -1), actions: []),
        ], pages: PageLinks(next: "/jobs?after=j4"))

    private static let staffSignIn = say("Staff sign-in", "職員登入", "职员登录")

    static let leaving = LeavingView(
        provider: staffSignIn, url: "https://id.example/authorize?client_id=seawall&state=x")

    static func settings(_ factor: SettingsView.CodeFactor) -> SettingsView {
        SettingsView(
            newKey: nil, codeFactor: factor, needsSecondFactor: true,
            passkeys: [
                .init(
                    id: "k1", name: .written("辦公室筆記簿電腦", in: .traditionalChinese), made: ago(days: 50),
                    used: ago(hours: 1))
            ],
            links: [
                .init(
                    name: staffSignIn, linked: ago(days: 40), used: ago(days: 2),
                    action: ActionButton(
                        .say("pages.unlink"), url: Paths.unlink, posts: true, weight: .danger,
                        fields: ["issuer": "https://id.example"])),
                .init(
                    name: .name("iAM Smart"),
                    action: ActionButton(.say("pages.link-do"), url: Paths.link("smart"), posts: true)),
            ],
            sessions: [
                .init(
                    id: "s1", browser: "Firefox 140, Linux", address: "10.1.4.7", began: ago(hours: 1), used: now,
                    way: say("Password", "密碼", "密码"), isThis: true),
                .init(
                    id: "s2", browser: "Chrome 141, Windows", address: "10.1.4.9", began: ago(days: 2),
                    used: ago(hours: 20), way: staffSignIn, isThis: false),
            ],
            keys: [
                .init(
                    id: "key1", name: .name("nightly export"), start: "swk_7Q2f",
                    scopes: [say("read findings", "讀取發現事項", "读取发现项")],
                    expires: ago(days: -30), used: ago(hours: 9))
            ],
            scopes: [
                Option(
                    "read", say("Read", "讀取", "读取"),
                    hint: say("Everything that you may read.", "你可查閱的一切內容。", "您可查阅的一切内容。")),
                Option("submit", say("Hand in assessments", "遞交評估", "提交评估")),
            ], password: FormState(), code: FormState(), key: FormState())
    }

    static let settingsFresh: SettingsView = {
        var view = settings(
            .enrolling(
                secret: "JBSWY3DPEHPK3PXP", url: "otpauth://totp/Seawall:chan?secret=JBSWY3DPEHPK3PXP&issuer=Seawall"))
        view.newKey = "swk_7Q2fK9mXbT4vR8cN1zJpL6"
        return view
    }()

    static let conflict = ConflictView(
        what: permits.name, by: lee.name, at: ago(hours: 0),
        differences: [
            .init(name: "owner", label: .say("pages.owner"), theirs: "Lee Siu-ming", mine: "陳大文"),
            .init(
                name: "exposure", label: .say("pages.exposure"), theirs: "isolated",
                mine: "faces the Internet\nfrom March"),
        ], url: "/systems/harbour-permits/edit", version: "8",
        away: Link(text: say("Keep what stands now", "保留現行版本", "保留现行版本"), url: "/systems/harbour-permits"))

    static func error(_ kind: ErrorView.Kind) -> ErrorView {
        ErrorView(kind: kind, detail: nil, request: "01JDQ7M3V9K2W8X4", retrySeconds: kind == .tooMany ? 30 : nil)
    }

    static let confirm = ConfirmView(
        question: say("End this office today?", "確定今日終止此職務？", "确定今日终止此职务？"),
        consequence: say(
            "陳大文 can no longer see the Harbour Department from tomorrow on.", "陳大文由明日起不能再查閱海港署的資料。",
            "陈大文由明日起不能再查阅海港署的资料。"),
        action: ActionButton(
            say("End office", "終止職務", "终止职务"), url: "/people/p1/offices/as1/end", posts: true, weight: .danger),
        away: Link(text: say("Keep it", "保留", "保留"), url: "/people/p1"))

    static let form = FormView(
        title: say("Ask for a waiver", "申請豁免", "申请豁免"), above: .name("F-2291"),
        trail: [Link(text: permits.name, url: Paths.system(permits.id))],
        section: .findings, url: "/findings/F-2291/waiver",
        fields: [
            FormField("reason", say("Reason", "理由", "理由"), .multiline(rows: 4)),
            FormField("until", .say("pages.to"), .date),
        ], state: FormState(), hidden: ["version": "7"], button: say("Ask", "申請", "申请"),
        away: Link(text: say("Back", "返回", "返回"), url: "/findings/F-2291"))

    static let search = SearchView(
        words: "harbour",
        hits: [
            .init(
                kind: .department, name: departments[0].reference.name, url: "/departments/hard", detail: .name("HARD")),
            .init(
                kind: .system, name: permits.name, url: "/systems/harbour-permits",
                detail: departments[0].reference.name),
            .init(kind: .control, name: transport.title, url: "/controls/TRN-02", detail: .name("TRN-02")),
        ], pages: PageLinks())

    static let api = APIView(
        version: "1.0.0", base: "https://seawall.example/api/v1",
        groups: [
            .init(
                name: say("Systems", "系統", "系统"),
                operations: [
                    .init(
                        method: "GET", path: "/systems", summary: .written("Lists systems, by key.", in: .english),
                        scope: "read",
                        parameters: [
                            .init(
                                name: "after", place: "query", type: "string", isRequired: false,
                                summary: .written("The key after which to go on.", in: .english)),
                            .init(
                                name: "Idempotency-Key", place: "header", type: "string", isRequired: true,
                                summary: .written("Makes a repeat harmless.", in: .english)),
                        ],
                        answers: [
                            .init(status: "200", summary: .written("A page of systems.", in: .english)),
                            .init(status: "401", summary: .written("No key.", in: .english)),
                        ]),
                    .init(
                        method: "POST", path: "/systems/{id}/assessments",
                        summary: .written("Takes an assessment in.", in: .english), scope: "submit", parameters: [],
                        answers: [.init(status: "202", summary: .written("Taken in.", in: .english))]),
                ])
        ])
}
