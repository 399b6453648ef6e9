/// A page: what it shows, within what is on every page.
public struct Page<View: PageView>: Sendable {
    private let view: View
    private let frame: Frame

    /// A page of a view in a frame.
    public init(view: View, frame: Frame) {
        self.view = view
        self.frame = frame
    }

    /// The HTML, UTF-8.
    public var html: String {
        var page = PageWriter(frame)
        Layout(view: view).write(&page)
        return page.text
    }
}

/// What a page shows: a plain value with all that is written in it.
public protocol PageView: Sendable {
    /// The page's heading, and the first part of its title.
    var title: Wording { get }
    /// The pages above it, outermost first.
    var trail: [Link] { get }
    /// The part of the navigation that it belongs to.
    var section: NavigationItem? { get }
    /// How much room it takes.
    var width: PageWidth { get }
    /// What stands beside the heading, below it in small, and at its right.
    var opening: PageOpening { get }
    /// Writes what follows the heading.
    func write(_ page: inout PageWriter)
}

/// How much room a page takes.
public enum PageWidth: String, Sendable {
    /// All there is, however wide: what hangs on a wall.
    case wall
    /// All that eyes follow: tables and heat maps.
    case full
    /// Lines that are read: forms and settings.
    case reading
    /// A card in the middle of the screen, without navigation: sign-in.
    case card
}

/// What belongs to the heading of a page.
public struct PageOpening: Sendable {
    /// A small line above the heading, such as the identifier.
    public var above: Wording?
    /// A line below the heading.
    public var below: Wording?
    /// Buttons at its right.
    public var actions: [ActionButton]

    /// A heading's companions.
    public init(above: Wording? = nil, below: Wording? = nil, actions: [ActionButton] = []) {
        self.above = above
        self.below = below
        self.actions = actions
    }
}

extension PageView {
    /// No pages above it.
    public var trail: [Link] { [] }
    /// No part of the navigation.
    public var section: NavigationItem? { nil }
    /// All there is.
    public var width: PageWidth { .full }
    /// Nothing beside the heading.
    public var opening: PageOpening { PageOpening() }
}
