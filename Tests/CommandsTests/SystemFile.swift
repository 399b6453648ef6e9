/// A system file that everything can be said of: one folder, on premises.
enum SystemFile {
    static let good = """
        seawall: 1
        subject:
          id: permits
          name: {en: Permits, zh-Hant: 許可證, zh-Hans: 许可证}
          department: Harbour
          tier: 1
          grade: unclassified
          exposure: isolated
          personal-data: false
        stores:
          - {id: files, kind: folder, path: files, place: {kind: on-premises, region: hk}, grade: unclassified, owner: x}

        """
}
