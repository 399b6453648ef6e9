import Glibc
public import Model

extension Language {
    /// The language that the environment asks for (POSIX, Base Definitions, section 8.2); English where it asks for none
    /// of ours.
    public static func ofEnvironment() -> Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 { return Language(locale: String(cString: value)) }
        }
        return .english
    }
}
