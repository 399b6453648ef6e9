import Assurance
import Model
import Pages

/// Sign-in, home, overview and the lists, with sample data.
extension SampleEstate {
    static let signIn = SignInView(
        state: FormState(),
        providers: [.init(id: "gov", name: say("Government Sign-on", "政府統一登入", "政府统一登录"))],
        offersPasskeys: true, returnPath: "/")
    static let signInWrong = SignInView(
        state: FormState(
            values: ["user": "chan.tm"],
            errors: [
                "": say(
                    "The user name or the password is not right.", "用戶名稱或密碼不正確。", "用户名或密码不正确。"),
                "password": say("Enter your password.", "請輸入密碼。", "请输入密码。"),
            ]), providers: [], offersPasskeys: true, returnPath: "/")
    static let proving = ProvingView(
        hasPassword: true, hasCodes: true, hasPasskey: true,
        providers: [SignInView.Provider(id: "staff", name: say("Staff directory", "職員目錄", "职员目录"))], minutes: 5,
        state: FormState(errors: ["password": say("This is not your password.", "這不是你的密碼。", "这不是您的密码。")]))

    static let secondFactor = SecondFactorView(
        method: .code, others: [.recovery, .passkey], state: FormState(), returnPath: "/")

    static let enrolment = EnrolmentView(
        secret: "JBSW Y3DP EHPK 3PXP", url: "otpauth://totp/Seawall:chan.tm?secret=JBSWY3DPEHPK3PXP&issuer=Seawall",
        state: FormState(), returnPath: "/")
    static let invitation = InvitationView(
        token: "c2FtcGxl",
        state: FormState(errors: ["again": say("The two differ.", "兩次輸入的密碼不同。", "两次输入的密码不同。")]))
    static let recoveryCodes = RecoveryCodesView(codes: ["4f7k-9q2m", "x8d1-v5zt", "h3p6-2wjn"], url: "/")

    static let home = HomeView(
        offices: [
            Tab(say("Officer of the centre", "中央統籌主任", "中央统筹主任"), url: "/?office=1", count: 17, isCurrent: true),
            Tab(
                say("DITSO, Harbour Department", "海港署部門資訊科技保安主任", "海港署部门 IT 安全主任"), url: "/?office=2",
                count: 4),
        ],
        queues: [
            Queue(kind: .overdue, total: 1, items: [overdue]),
            Queue(kind: .decide, total: 2, items: [waiver, acceptance]),
            Queue(kind: .answer, total: 0, items: []),
            Queue(kind: .fix, total: 14, items: [fix], moreURL: "/?office=1&queue=fix"),
        ])

    private static let overdue = QueueItem(
        title: say(
            "TLS 1.0 is still offered by the public gateway", "公眾網關仍提供 TLS 1.0", "公众网关仍提供 TLS 1.0"),
        url: "/findings/F-2291", system: permits, clauses: transport.sources, due: ago(days: 9),
        cause: say(
            "The action was due on 17 Nov and no later observation closes it.", "跟進行動已於11月17日到期，其後並無觀察證實已修正。",
            "跟进行动已于11月17日到期，其后并无观察证实已整改。"), severity: .high,
        next: ActionButton(
            say("Order a re-test", "安排重新檢視", "安排复检"), url: "/findings/F-2291/retest", posts: true, weight: .primary))
    private static let waiver = QueueItem(
        title: say("Waive ACC-02 for six months", "豁免 ACC-02 六個月", "豁免 ACC-02 六个月"), url: "/decisions/D-18",
        system: visitors, clauses: review.sources, due: ago(days: -3),
        cause: say(
            "The Archive Department asks for it while accounts move to the new directory.", "檔案署因帳戶遷移至新目錄而提出申請。",
            "档案署因账户迁移至新目录而提出申请。"), severity: .medium,
        next: ActionButton(say("Read and decide", "審閱並決定", "审阅并决定"), url: "/decisions/D-18", weight: .secondary))
    private static let acceptance = QueueItem(
        title: say("Accept the yearly assessment", "接納年度評估", "接纳年度评估"), url: "/decisions/D-21", system: tides,
        clauses: [.init(document: "S17", clause: "18.1.1", standing: .read)], due: ago(days: -24),
        cause: say(
            "Handed in on 24 Nov by the assessor; all of its scope was seen.", "評估人員於11月24日遞交；已檢視全部範圍。",
            "评估人员于11月24日提交；已检查全部范围。"),
        next: ActionButton(say("Read and decide", "審閱並決定", "审阅并决定"), url: "/decisions/D-21"))
    private static let fix = QueueItem(
        title: say(
            "37 identity numbers lie in clear in the export bucket", "匯出儲存桶以明文存有 37 個身份證號碼",
            "导出存储桶以明文存有 37 个身份证号码"), url: "/findings/F-2305", system: moorings, clauses: marking.sources,
        due: ago(days: -12),
        cause: say(
            "Seen last night by the scan; the store is in a public cloud.", "昨晚掃描時發現；該存儲位於公共雲。",
            "昨晚扫描时发现；该存储位于公有云。"), severity: .critical,
        next: ActionButton(say("Open finding", "查看發現事項", "查看发现项"), url: "/findings/F-2305"))

    static let overview: OverviewView = {
        let rows = departments.indices.map(heatRow)
        var shares = StatusShares()
        for cell in rows.flatMap(\.cells) {
            shares.held += cell.shares.held
            shares.broken += cell.shares.broken
            shares.unknown += cell.shares.unknown
            shares.waived += cell.shares.waived
        }
        let start = CalendarDate(year: 2025, month: 12, day: 1)?.daysSinceEpoch ?? 0
        let trend = (0..<12).map { month in
            OverviewView.TrendPoint(
                day: CalendarDate(daysSinceEpoch: start + month * 30 + month / 2),
                shares: month == 3
                    ? nil
                    : StatusShares(
                        held: shares.held - (11 - month) * 310 + (month % 3) * 60,
                        broken: shares.broken + (11 - month) * 62,
                        unknown: shares.unknown + (11 - month) * 160, waived: shares.waived + (month % 4) * 9))
        }
        return OverviewView(
            asOf: now, shares: shares, neverSeen: Count(value: 61, url: "/systems?seen=never"), figures: figures,
            trend: trend, families: families, rows: rows,
            filter: nil, pages: PageLinks(total: rows.count))
    }()

    static let figures = [
        OverviewView.Figure(
            name: say("Systems assessed and fresh", "已評估且未過期的系統", "已评估且未过期的系统"),
            count: Count(value: 2_148, url: "/systems?fresh=yes"), whole: 2_391,
            history: [1_720, 1_790, 1_860, 1_905, 1_980, 2_051, 2_148], moreIsWorse: false),
        OverviewView.Figure(
            name: say("Mandatory controls broken", "違反的強制管控措施", "违反的强制控制项"),
            count: Count(value: 1_306, url: "/results?status=broken"),
            history: [1_902, 1_850, 1_790, 1_640, 1_480, 1_402, 1_306], moreIsWorse: true),
        OverviewView.Figure(
            name: say("Actions overdue", "逾期的跟進行動", "逾期的跟进行动"), count: Count(value: 42, url: "/findings?overdue=yes"),
            history: [31, 30, 36, 38, 35, 37, 42], moreIsWorse: true),
        OverviewView.Figure(
            name: say("Personal data found in clear", "以明文存放的個人資料", "以明文存放的个人信息"),
            count: Count(value: 19, url: "/findings?control=CLS-05"), whole: 803,
            history: [44, 41, 40, 33, 27, 24, 19], moreIsWorse: true),
    ]

    static let departmentList = DepartmentsView(
        Listing(
            rows: departments.indices.prefix(20).map { index in
                let row = heatRow(index)
                var shares = StatusShares()
                for cell in row.cells {
                    shares.held += cell.shares.held
                    shares.broken += cell.shares.broken
                    shares.unknown += cell.shares.unknown
                    shares.waived += cell.shares.waived
                }
                return DepartmentsView.Row(
                    department: departments[index].reference, code: row.code,
                    relation: index % 7 == 6 ? .voluntary : .governed,
                    systems: Count(value: row.systems, url: "/systems?department=\(row.id)"),
                    shares: index == 4 ? StatusShares() : shares,
                    findings: Count(value: shares.broken / 2, url: "/findings?department=\(row.id)"),
                    overdue: Count(value: index % 5, url: "/findings?department=\(row.id)&overdue=yes"),
                    lastSeen: index == 4 ? nil : ago(hours: 3 + index * 19))
            },
            sorting: Sorting(
                column: "name", isDescending: false,
                urls: [
                    "name": "/departments?sort=-name", "systems": "/departments?sort=-systems",
                    "findings": "/departments?sort=-findings", "overdue": "/departments?sort=-overdue",
                    "seen": "/departments?sort=seen",
                ]),
            filter: Filter(
                url: "/departments",
                choices: [
                    .init(name: "q", label: .say("pages.name")),
                    .init(
                        name: "relation", label: .say("pages.state"),
                        options: Relation.allCases.map { Option($0.rawValue, .say("pages.relation-\($0.rawValue)")) }),
                ]), pages: PageLinks(next: "/departments?after=abc", total: 80)))

    static let department = DepartmentView(
        department: departments[0].reference, code: "HARD", above: [departments[40].reference], relation: .voluntary,
        sharing: sharing, shares: StatusShares(held: 212, broken: 31, unknown: 44, waived: 6),
        families: zip(families, heatRow(0).cells).map { .init(family: $0, cell: $1) }, figures: figures,
        systems: systemRows, sorting: systemSorting, filter: nil, pages: PageLinks(total: 4),
        officers: [
            .init(office: say("Director", "署長", "署长"), person: lee, since: ago(days: 801)),
            .init(
                office: say("Departmental IT security officer", "部門資訊科技保安主任", "部门 IT 安全主任"), person: chan,
                since: ago(days: 120)),
            .init(office: say("Assessor", "評估人員", "评估人员")),
        ], history: history,
        actions: [ActionButton(say("Print the return", "列印申報表", "打印申报表"), url: "/departments/hard/return")])

    static let sharing = Sharing(
        sights: [
            .init(
                field: say("How it stands", "整體狀況", "整体状况"),
                shown: say(
                    "how many controls are held, fall short or are unknown", "符合、違反及未能確定的管控措施數目", "符合、违反及未能确定的控制项数目"),
                isSeen: true),
            .init(
                field: say("Findings", "發現事項", "发现项"),
                shown: say("how many are open, and how grave they are", "未結事項的數目及嚴重程度", "未结事项的数目及严重程度"), isSeen: true),
            .init(field: say("Evidence", "證據", "证据"), shown: say("nothing", "不顯示", "不显示"), isSeen: false),
        ], withheld: ["tls.certificate", "data.categories"], from: ago(days: 90), by: lee.name)

    static let agreements = AgreementsView(
        department: departments[0].reference, relation: .voluntary, now: sharing,
        agreements: [
            .init(
                id: "g3", sharing: Sharing(sights: sharing.sights, from: ago(days: -30), by: lee.name), state: .toCome,
                end: endAgreement),
            .init(id: "g2", sharing: sharing, state: .inForce, end: endAgreement),
            .init(
                id: "g1", sharing: Sharing(sights: [], from: ago(days: 400), until: ago(days: 90), by: lee.name),
                state: .past),
        ],
        making: .init(
            fields: sharing.sights.enumerated().map { index, sight in
                .init(
                    name: "field\(index)", label: sight.field,
                    options: [Option("none", say("nothing", "不顯示", "不显示")), Option("all", sight.shown)])
            },
            state: FormState(
                values: ["field0": "all", "field1": "all", "field2": "none", "withheld": "tls.certificate"],
                errors: ["to": say("The end must come after the beginning.", "終止時間必須在開始時間之後。", "终止时间必须在开始时间之后。")]),
            version: "v1"))
    private static let endAgreement = ActionButton(
        say("End", "終止", "终止"), url: "/departments/hard/agreements/g2/end", posts: true, weight: .danger,
        question: say("End this agreement now?", "確定現在終止此協議？", "确定现在终止此协议？"))

    static let systemRows = systems.enumerated().map { index, system in
        SystemsView.Row(
            system: system, tier: 1 + index % 3,
            grade: [.restricted, .confidential, .unclassified, .restricted][index],
            exposure: [.internet, .intranet, .internet, .isolated][index],
            shares: index == 3
                ? StatusShares() : StatusShares(held: 30 - index * 4, broken: index * 3, unknown: 5, waived: 1),
            findings: Count(value: index * 3, url: "/findings?system=\(system.id)"),
            lastSeen: index == 3 ? nil : ago(hours: 5 + 30 * index))
    }
    static let systemSorting = Sorting(
        column: "findings", isDescending: true,
        urls: ["name": "?sort=name", "findings": "?sort=findings", "seen": "?sort=seen"])
    static let systemList = SystemsView(
        Listing(
            rows: systemRows, sorting: systemSorting,
            filter: Filter(
                url: "/systems",
                choices: [
                    .init(name: "q", label: .say("pages.name"), value: "harbour"),
                    .init(
                        name: "grade", label: .say("pages.grade"),
                        options: Grade.allCases.map { Option($0.rawValue, .say("pages.grade-\($0.rawValue)")) }),
                    .init(
                        name: "exposure", label: .say("pages.exposure"),
                        options: Exposure.allCases.map { Option($0.rawValue, .say("pages.exposure-\($0.rawValue)")) },
                        value: "internet"),
                ], kept: ["sort": "findings"]),
            pages: PageLinks(previous: "/systems?before=a", next: "/systems?after=b")),
        actions: [ActionButton(say("Add a system", "新增系統", "新增系统"), url: "/systems/new", weight: .primary)])

    static let history = [
        HistoryEntry(
            at: ago(hours: 2), kind: .assessment, text: say("Assessment taken in", "已收錄評估", "已收录评估"),
            actor: .name("seawall 0.4.0"), url: "/assess/01JDQ7M3V9", leaf: 48_213),
        HistoryEntry(
            at: ago(hours: 2), kind: .opened,
            text: say("Finding opened: TLS 1.0 is offered", "新發現事項：提供 TLS 1.0", "新发现项：提供 TLS 1.0"),
            actor: say("rule: obsolete TLS version", "規則：過時的 TLS 版本", "规则：过时的 TLS 版本"), url: "/findings/F-2291",
            leaf: 48_214),
        HistoryEntry(
            at: ago(days: 2), kind: .decision,
            text: say("Waiver granted for ACC-02 until 31 May 2027", "ACC-02 獲豁免至2027年5月31日", "ACC-02 获豁免至2027年5月31日"),
            actor: lee.name, detail: .written("Accounts move to the new directory by then.", in: .english), leaf: 47_101
        ),
        HistoryEntry(
            at: ago(days: 9), kind: .exercise, text: say("Recovery drill: 41 minutes", "復原演習：41 分鐘", "恢复演练：41 分钟"),
            actor: chan.name, url: "/exercises/7"),
        HistoryEntry(
            at: ago(days: 30), kind: .closed,
            text: say("Finding closed: backup volume in clear", "已結束發現事項：備份磁碟區為明文", "已结束发现项：备份卷为明文"),
            actor: .name("seawall 0.3.2"), leaf: 40_020),
    ]
}
