/// Brand, navigation and the person. Where the screen is narrow it opens from a button, without a script.
struct SideBar: Component {
    let section: NavigationItem?

    func write(_ page: inout PageWriter) {
        page.element("header", .class("side")) { side in
            side.element("div", .class("side-head")) { head in
                head.element("a", .class("brand"), .href(Paths.home)) { brand in
                    brand.put(Mark())
                    brand.element("span", say: "pages.seawall")
                }
                head.element("button", .type("button"), .class("menu-button"), .named("popovertarget", "menu")) {
                    $0.put(Icon.menu)
                    $0.element("span", say: "pages.menu")
                }
            }
            side.element("div", .class("menu"), .id("menu"), .flag("popover")) { menu in
                navigation(&menu)
                if let person = menu.frame.person { foot(person, &menu) }
            }
        }
    }

    private func navigation(_ menu: inout PageWriter) {
        menu.element("nav", .label(menu.say("pages.navigation"))) { nav in
            nav.element("ul", .class("nav")) { list in
                for item in NavigationItem.allCases where list.frame.navigation.contains(item) {
                    list.element("li") { entry in
                        entry.element(
                            "a", .href(item.url), .named("aria-current", item == section ? "page" : nil)
                        ) { link in
                            link.put(item.icon)
                            link.element("span", text: link.say("pages.nav-\(item.rawValue)"))
                            if item == .home, link.frame.waiting > 0 {
                                link.element("span", .class("waiting")) { count in
                                    count.write(NumberText.grouped(count.frame.waiting))
                                    count.aside(count.say("pages.waiting"))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func foot(_ person: PersonInFrame, _ menu: inout PageWriter) {
        menu.element("div", .class("side-foot")) { foot in
            foot.element("a", .class("me"), .href(Paths.settings)) { me in
                me.put(Icon.person)
                me.element("span") { words in
                    words.element("span", .class("me-name"), words: person.name)
                    for office in person.offices { words.element("span", .class("me-office"), words: office) }
                    words.aside(words.say("pages.settings-title"))
                }
            }
            foot.put(ActionButton(.say("pages.sign-out"), url: Paths.signOut, posts: true, weight: .quiet))
        }
    }
}
