import Files
public import Model
public import Pages
public import Phrases

/// Frames for looking at pages.
public enum SampleFrame {
    /// The texts of `Content/i18n/pages` and of the names that pages borrow.
    public static func phrases(root: String) throws -> PhraseBook {
        var book = PhraseBook()
        for language in Language.allCases {
            for target in ["pages"] {
                let file = "\(root)Content/i18n/\(target)/\(language.rawValue).json"
                try book.add(BoundedFile.read(file, limit: 1 << 20), file: file, language: language)
            }
        }
        return book
    }

    /// A frame of an officer of the centre, in the demonstration.
    public static func officer(
        _ language: Language, scheme: ColourScheme = .system, path: String, phrases: PhraseBook,
        assets: String = "/assets/"
    ) -> Frame {
        Frame(
            person: PersonInFrame(
                id: "p1", name: .written("陳大文", in: .traditionalChinese),
                offices: [
                    SampleEstate.say("Officer of the centre", "中央統籌主任", "中央统筹主任"),
                    SampleEstate.say("DITSO, Harbour Department", "海港署部門資訊科技保安主任", "海港署部门 IT 安全主任"),
                ]),
            language: language, scheme: scheme, path: path, csrf: "c2FtcGxlLXRva2Vu",
            navigation: Set(NavigationItem.allCases), waiting: 17, notices: [], isDemonstration: true,
            assets: AssetURLs(
                stylesheet: "\(assets)seawall.css", script: "\(assets)seawall.js", favicon: "\(assets)favicon.svg"),
            build: "0.4.0 (7058ee9c1b2a)", now: SampleEstate.now, zoneMinutes: 480, phrases: phrases)
    }

    /// A frame of somebody who has not signed in.
    public static func stranger(
        _ language: Language, scheme: ColourScheme = .system, path: String, phrases: PhraseBook,
        assets: String = "/assets/"
    ) -> Frame {
        var frame = officer(language, scheme: scheme, path: path, phrases: phrases, assets: assets)
        frame.person = nil
        frame.navigation = []
        frame.waiting = 0
        return frame
    }
}
