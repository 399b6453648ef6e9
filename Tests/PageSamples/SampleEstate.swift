import Assurance
public import Model
public import Pages

/// A made-up estate for looking at pages: the same at each run.
public enum SampleEstate {
    /// The moment at which it is looked at.
    public static let now = Instant(seconds: 1_795_660_200)

    /// A moment so many hours before.
    public static func ago(hours: Int) -> Instant { Instant(seconds: now.seconds - Int64(hours) * 3_600) }
    /// A moment so many days before; a negative number lies ahead.
    public static func ago(days: Int) -> Instant { now.adding(days: -days) }

    static func say(_ en: String, _ zhHant: String, _ zhHans: String) -> Wording {
        .localized(LocalizedText(en: en, zhHant: zhHant, zhHans: zhHans))
    }

    private static let subjects = [
        ("Harbour", "海港", "海港"), ("Orchard", "果園", "果园"), ("Lighthouse", "燈塔", "灯塔"), ("Tramway", "電車", "电车"),
        ("Market", "街市", "集市"), ("Archive", "檔案", "档案"), ("Weather", "氣象", "气象"), ("Bridge", "橋樑", "桥梁"),
        ("Park", "公園", "公园"), ("Ferry", "渡輪", "渡轮"), ("Library", "圖書", "图书"), ("Stamp", "印花", "印花"),
        ("Spring", "泉源", "泉源"), ("Quarry", "石礦", "石矿"), ("Tide", "潮汐", "潮汐"), ("Signal", "訊號", "信号"),
        ("Survey", "測量", "测量"), ("Museum", "文物", "文物"), ("Kiln", "陶瓷", "陶瓷"), ("Island", "離島", "离岛"),
    ]
    private static let bodies = [
        ("Department", "署", "署"), ("Office", "處", "处"), ("Bureau", "局", "局"), ("Commission", "委員會", "委员会"),
    ]

    /// Eighty departments: their short names and names.
    public static let departments: [(code: String, reference: DepartmentReference)] = bodies.flatMap { body in
        subjects.map { subject in
            let code = (subject.0.prefix(3) + body.0.prefix(1)).uppercased()
            return (
                code,
                DepartmentReference(
                    id: code.lowercased(),
                    name: say(
                        "\(subject.0) \(body.0)", subject.1 + body.1, subject.2 + body.2))
            )
        }
    }

    /// The families of the controls.
    public static let families = [
        Family(id: "TRN", name: say("Encryption in transit", "傳輸加密", "传输加密")),
        Family(id: "STO", name: say("Encryption in storage", "儲存加密", "存储加密")),
        Family(id: "CLS", name: say("Classification", "資料分類", "数据分类")),
        Family(id: "ACC", name: say("Access", "存取管控", "访问控制")),
        Family(id: "AST", name: say("Assets", "資產", "资产")),
        Family(id: "OPS", name: say("Operations", "運作保安", "运行安全")),
        Family(id: "RSK", name: say("Risk", "風險", "风险")),
    ]

    /// A row of the heat map, from a small generator so that neighbours differ.
    static func heatRow(_ index: Int) -> HeatRow {
        let (code, department) = departments[index]
        var state = UInt64(index &* 2_654_435_761 &+ 97)
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        let systems = 4 + next(57)
        let care = next(5)
        let cells = families.indices.map { family -> HeatCell in
            if family == 6, next(4) == 0 { return HeatCell(shares: StatusShares()) }
            let all = systems * (2 + family % 3)
            let broken = care == 0 ? all * next(45) / 100 : care < 3 ? all * next(18) / 100 : next(3)
            let unknown = next(7) == 0 ? all * (50 + next(40)) / 100 : care > 3 ? 0 : all * next(12) / 100
            let waived = min(next(4), max(0, all - broken - unknown))
            let shares = StatusShares(
                held: max(0, all - broken - unknown - waived), broken: broken, unknown: unknown, waived: waived)
            let isStale = unknown > 0 && next(3) == 0
            return HeatCell(
                shares: shares, oldest: ago(days: isStale ? 33 + next(90) : next(20)),
                stale: isStale ? max(1, unknown / 2) : 0)
        }
        return HeatRow(id: department.id, code: code, name: department.name, systems: systems, cells: cells)
    }

    static let permits = SystemReference(
        id: "harbour-permits", name: say("Harbour permits", "海港許可證系統", "海港许可证系统"),
        department: departments[0].reference)
    static let moorings = SystemReference(
        id: "mooring-register", name: say("Mooring register", "繫泊登記冊", "系泊登记册"),
        department: departments[0].reference)
    static let visitors = SystemReference(
        id: "visitor-passes", name: say("Visitor passes", "訪客通行證", "访客通行证"), department: departments[5].reference)
    /// A department's own content that exists in English alone.
    static let tides = SystemReference(
        id: "tide-tables", name: .localized(LocalizedText(en: "Tide tables API", zhHant: "", zhHans: "")),
        department: departments[14].reference)
    static let systems = [permits, moorings, visitors, tides]

    static let transport = ControlReference(
        id: "TRN-02", title: say("No obsolete TLS version", "不使用過時的 TLS 版本", "不使用过时的 TLS 版本"),
        sources: [
            .init(document: "G3", clause: "12.1(b)", standing: .read),
            .init(document: "Seawall", clause: "TLS 1.2 as the least", standing: .ours),
        ])
    static let marking = ControlReference(
        id: "CLS-05",
        title: say(
            "RESTRICTED data is not kept in clear in a public cloud", "「限閱」資料不得以明文存放於公共雲",
            "“限阅”数据不得以明文存放于公有云"),
        sources: [.init(document: "S17", clause: "10.2.3", standing: .read)])
    static let review = ControlReference(
        id: "ACC-02", title: say("Access rights are reviewed on schedule", "依期覆核存取權限", "按期复核访问权限"),
        sources: [
            .init(document: "S17", clause: "11.2.4", standing: .read),
            .init(document: "PCPD Guidance Note 2022", clause: "area 3", standing: .secondary),
        ])

    static let chan = PersonReference(id: "p1", name: .written("陳大文", in: .traditionalChinese))
    static let lee = PersonReference(id: "p2", name: .name("Lee Siu-ming"))

    static let proof = Proof(
        state: .logged, id: "01JDQ7M3V9K2W8X4T6Y0ZB5CNE", leaf: 48_213, treeSize: 51_870,
        commitment: "9f2c5be0a7d14c83f6e1b0d92a47c5583be6f0417ad2c9be51083f7726d4e1aa", signed: ago(hours: 2),
        signers: ["seawall.example/log", "witness.harbour.example"])
}
