// swift-tools-version: 6.1
import Foundation
import PackageDescription

// Targets stand in floor order: a target may depend only on targets of a lower floor, or on ones
// above it in this list on its own floor. `scripts/check-floors` holds the manifest to it.

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")

func library(_ name: String, floor: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", swiftSettings: swiftSettings)
}

func system(_ name: String, pkgConfig: String, package: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, path: "Tests/\(name)Tests",
        exclude: exclude, swiftSettings: swiftSettings)
}

let commit = Context.gitInformation.map { String($0.currentCommit.prefix(12)) + ($0.hasUncommittedChanges ? "+" : "") }

let package = Package(
    name: "seawall",
    products: [
        .executable(name: "seawall", targets: ["seawall"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // System libraries, each imported by exactly one Swift target.
        system("CVectorscan", pkgConfig: "libhs", package: "libvectorscan-dev"),
        system("CPCRE2", pkgConfig: "libpcre2-8", package: "libpcre2-dev"),
        system("CArchive", pkgConfig: "libarchive", package: "libarchive-dev"),
        system("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
        system("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
        .target(name: "CCurlShim", dependencies: ["CCurl"], path: "Sources/C/CCurlShim"),
        .target(
            name: "BuildCommit", path: "Sources/C/BuildCommit",
            cSettings: [.define("SEAWALL_COMMIT", to: "\"\(commit ?? "unknown")\"")]),

        // Floor 0, Ground: pure values and algorithms, no I/O.
        library("BaseEncoding", floor: "Ground"),
        library("JSONCursor", floor: "Ground"),
        library("CanonicalJSON", floor: "Ground"),
        library("Model", floor: "Ground", ["CanonicalJSON"]),
        library("Phrases", floor: "Ground", ["CanonicalJSON", "Model"]),
        library("YAMLTree", floor: "Ground", ["Model", "Yams"]),
        library("PatternEngine", floor: "Ground", ["CVectorscan", "Model"]),
        library(
            "Rules", floor: "Ground", ["BaseEncoding", "CPCRE2", "CanonicalJSON", "JSONCursor", "Model", "YAMLTree"]),
        library("TransparencyLog", floor: "Ground", ["BaseEncoding", crypto]),
        library("ComponentLists", floor: "Ground", ["CanonicalJSON", "Model"]),
        library("OSCAL", floor: "Ground", ["CanonicalJSON", crypto]),
        library("SARIF", floor: "Ground", ["CanonicalJSON"]),

        // Floor 1, Instruments: each turns a piece of the world into readings.
        library(
            "CertificateFacts", floor: "Instruments",
            ["BaseEncoding", "CanonicalJSON", "Model", asn1, crypto, cryptoExtras, x509]),
        library("Outbound", floor: "Instruments", ["CCurlShim", "Model"]),
        library("Transit", floor: "Instruments", ["CanonicalJSON", "CertificateFacts", "Model", "Outbound", crypto]),
        library("Extraction", floor: "Instruments", ["CArchive", "CSQLite", "Model"]),
        library(
            "Discovery", floor: "Instruments", ["CanonicalJSON", "Extraction", "Model", "PatternEngine", "YAMLTree"]),
        library("AtRest", floor: "Instruments", ["BaseEncoding", "CanonicalJSON", "Model"]),

        // Floor 2, Platform: what every duty needs, once.
        library("Files", floor: "Platform", ["Model"]),
        library("Secrets", floor: "Platform", ["BaseEncoding", "CanonicalJSON", "Files", "Model", crypto]),
        library("Storage", floor: "Platform", ["Model"]),
        library(
            "SQLiteStorage", floor: "Platform",
            ["Model", "Storage", .product(name: "GRDB", package: "GRDB.swift")]),
        library(
            "Journal", floor: "Platform",
            ["BaseEncoding", "CanonicalJSON", "Files", "Model", "Secrets", "Storage", "TransparencyLog", crypto]),

        // Floor 3, Programme: the one stream that every duty shares.
        library("Programme", floor: "Programme", ["CanonicalJSON", "Journal", "Model", "Storage"]),

        // Floor 4, Duties.
        library(
            "Assurance", floor: "Duties",
            [
                "BaseEncoding", "CanonicalJSON", "ComponentLists", "Files", "Model", "Phrases", "Programme", "Rules",
                "YAMLTree", crypto,
            ]),

        // Floor 5, Faces: how people and programs meet the duties.
        library("Pages", floor: "Faces", ["Assurance", "CanonicalJSON", "Model", "Phrases"]),
        library(
            "Commands", floor: "Faces",
            [
                "Assurance", "AtRest", "CanonicalJSON", "CertificateFacts", "Discovery", "Extraction", "Files",
                "Journal", "Model", "OSCAL", "Pages", "Phrases", "Programme", "Rules", "SARIF", "Secrets", "Storage",
                "TransparencyLog", "Transit", "YAMLTree", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Floor 6, Doors: parse, wire, run. Only doors choose adapters.
        .executableTarget(
            name: "seawall",
            dependencies: [
                "BuildCommit", "Commands", "SQLiteStorage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Doors/seawall", swiftSettings: swiftSettings),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Model"], path: "Tests/TestSupport", swiftSettings: swiftSettings),
        .executableTarget(
            name: "JournalHammer", dependencies: ["CanonicalJSON", "Journal", "Model", "SQLiteStorage", "Storage"],
            path: "Tests/JournalHammer", swiftSettings: swiftSettings),
        tests("BaseEncoding"),
        tests("JSONCursor"),
        tests("Model", ["CanonicalJSON"]),
        tests("Phrases", ["CanonicalJSON", "Files", "Model", "TestSupport"]),
        tests("Files", ["Model", "TestSupport"]),
        tests("YAMLTree", ["Model"]),
        tests("Rules", ["CanonicalJSON", "Model"]),
        tests("TransparencyLog", [crypto]),
        tests("ComponentLists", ["Model"]),
        tests("OSCAL", ["CanonicalJSON", "TestSupport"], exclude: ["oscal-1.2.3-schema.json", "validate.py"]),
        tests("SARIF", ["CanonicalJSON"]),
        tests("CertificateFacts", ["CanonicalJSON", "Model", "TestSupport"]),
        tests("Transit", ["CanonicalJSON", "CertificateFacts", "Files", "Model", "Outbound", "TestSupport"]),
        tests("Extraction", ["Model", "TestSupport"]),
        tests(
            "Discovery", ["CanonicalJSON", "Extraction", "Model", "TestSupport"], exclude: ["Independent/make.py"]),
        tests("AtRest", ["CanonicalJSON", "Model", "TestSupport"]),
        tests(
            "Journal",
            [
                "CanonicalJSON", "JournalHammer", "Model", "SQLiteStorage", "Secrets", "Storage", "TestSupport",
                "TransparencyLog",
            ]),
        tests("Programme", ["CanonicalJSON", "Journal", "Model", "SQLiteStorage", "Storage", "TestSupport"]),
        tests(
            "Assurance", ["AtRest", "CanonicalJSON", "Discovery", "Files", "Model", "Rules", "Transit"],
            exclude: ["Estate"]),
        tests("Commands", ["CanonicalJSON", "Files", "TestSupport", "seawall"]),
    ]
)

// Benchmarks are built in release, by `make bench` alone.
if ProcessInfo.processInfo.environment["SEAWALL_BENCHMARKS"] == "1" {
    func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
        .executableTarget(
            name: "\(name)Benchmark", dependencies: dependencies, path: "Benchmarks/\(name)",
            swiftSettings: swiftSettings)
    }
    package.targets += [
        benchmark("Rules", ["CanonicalJSON", "JSONCursor", "Model", "Rules", "YAMLTree"]),
        benchmark("Discovery", ["CanonicalJSON", "Discovery", "Extraction", "Model", "PatternEngine"]),
        benchmark("Transit", ["CanonicalJSON", "Model", "Transit"]),
        benchmark("Journal", ["CanonicalJSON", "Journal", "Model", "SQLiteStorage", "Storage", "TransparencyLog"]),
    ]
}

// One fuzz target at a time, by `make fuzz` alone: its folder's name is the target that it drives.
if let driver = ProcessInfo.processInfo.environment["SEAWALL_FUZZ"], let slash = driver.firstIndex(of: "/") {
    let target = String(driver[..<slash])
    let dependencies = package.targets.first { $0.name == target }?.dependencies ?? []
    package.targets.append(
        .target(
            name: "FuzzDriver", dependencies: [.target(name: target)] + dependencies, path: "Fuzz/\(target)",
            sources: [driver[driver.index(after: slash)...] + ".swift"], swiftSettings: swiftSettings))
    package.products.append(.library(name: "FuzzDriver", type: .static, targets: ["FuzzDriver"]))
}
