/// What a workbook says of its sheets: names, which are hidden, and where each one's part is.
final class WorkbookParts: XMLHandler {
    /// One sheet.
    struct Sheet {
        let name: String
        let relationship: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var usesDatesFrom1904 = false
    private var targets: [String: String] = [:]

    /// The sheet's name as people know it, by the part's name in the package.
    func name(ofPart part: String) -> String? {
        for sheet in sheets {
            guard let target = targets[sheet.relationship] else { continue }
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            if path == part { return sheet.name }
        }
        return nil
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case Self.sheet:
            guard let title = attributes.text(Self.name), let id = attributes.text(Self.id), sheets.count < 10_000,
                id.utf8.count <= 256
            else { return }
            let isHidden = attributes.text(Self.state).map { $0 != "visible" } ?? false
            sheets.append(Sheet(name: DisplayName(title).text + (isHidden ? " (hidden)" : ""), relationship: id))
        case Self.relationship:
            guard let id = attributes.text(Self.relationshipID), let target = attributes.text(Self.target),
                targets.count < 100_000, id.utf8.count <= 256, target.utf8.count <= 1024
            else { return }
            targets[id] = target
        case Self.properties:
            usesDatesFrom1904 = ["1", "true"].contains(attributes.text(Self.date1904) ?? "")
        default: break
        }
    }

    func text(_ utf8: UnsafeRawBufferPointer) {}

    func end(_ name: XMLName) {}

    func finish() {}

    private static let sheet = XMLName("sheet")
    private static let name = XMLName("name")
    private static let id = XMLName("id")
    private static let state = XMLName("state")
    private static let relationship = XMLName("Relationship")
    private static let relationshipID = XMLName("Id")
    private static let target = XMLName("Target")
    private static let properties = XMLName("workbookPr")
    private static let date1904 = XMLName("date1904")
}
