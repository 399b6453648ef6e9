import Files
import Glibc
import Model
import PageSamples
import Pages

/// Writes every page with sample data: `RenderPages ROOT OUT`.
///
/// In three languages, light and dark: `home.en.light.html`. Links to styles go to `/assets/`.
@main struct RenderPages {
    static func main() throws {
        guard CommandLine.arguments.count >= 3 else {
            print("usage: RenderPages ROOT OUT")
            exit(2)
        }
        let root = CommandLine.arguments[1].hasSuffix("/") ? CommandLine.arguments[1] : CommandLine.arguments[1] + "/"
        let out = CommandLine.arguments[2]
        let phrases = try SampleFrame.phrases(root: root)
        for language in Language.allCases {
            for scheme in [ColourScheme.light, .dark] {
                for sample in SamplePages.all {
                    let make = sample.isForStrangers ? SampleFrame.stranger : SampleFrame.officer
                    var frame = make(language, scheme, "/", phrases, "/assets/")
                    frame.liveURL = "/events"
                    let name = "\(out)/\(sample.name).\(language.rawValue).\(scheme.rawValue).html"
                    guard let file = fopen(name, "w") else {
                        throw Fault("files.no-permission", at: SourcePlace(file: name))
                    }
                    fputs(sample.html(frame), file)
                    fclose(file)
                }
            }
        }
    }
}
