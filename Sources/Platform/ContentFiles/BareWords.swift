public import Model
import Phrases

/// Words for the one moment when the texts themselves cannot be found.
public enum BareWords {
    /// A fault that kept the content from being read, as one line.
    public static func line(_ fault: Fault, in language: Language) -> String {
        let place = (fault.place.map { "\($0.description)" } ?? fault.message.arguments["tried"] ?? "").printable
        return switch language {
        case .english:
            "the content folder with controls, rules and texts was not found or cannot be read (\(place)); name it with --content DIR"
        case .traditionalChinese:
            "找不到或無法讀取內容資料夾（管控措施、規則及文字）（\(place)）；請以 --content DIR 指明"
        case .simplifiedChinese:
            "找不到或无法读取内容文件夹（控制项、规则及文字）（\(place)）；请用 --content DIR 指明"
        }
    }
}
