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
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
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
        .executable(name: "seawall", targets: ["seawall"]),
        .executable(name: "seawall-server", targets: ["seawall-server"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // System libraries, each imported by exactly one Swift target.
        system("CVectorscan", pkgConfig: "libhs", package: "libvectorscan-dev"),
        system("CPCRE2", pkgConfig: "libpcre2-8", package: "libpcre2-dev"),
        system("CArchive", pkgConfig: "libarchive", package: "libarchive-dev"),
        system("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
        system("CLibPQ", pkgConfig: "libpq", package: "libpq-dev"),
        system("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
        system("CArgon2", pkgConfig: "libargon2", package: "libargon2-dev"),
        .target(name: "CCurlShim", dependencies: ["CCurl"], path: "Sources/C/CCurlShim"),
        .target(name: "CByteMarks", path: "Sources/C/CByteMarks"),
        .target(
            name: "BuildCommit", path: "Sources/C/BuildCommit",
            cSettings: [.define("SEAWALL_COMMIT", to: "\"\(commit ?? "unknown")\"")]),

        // Floor 0, Ground: pure values and algorithms, no I/O.
        library("BaseEncoding", floor: "Ground"),
        library("JSONCursor", floor: "Ground"),
        library("CanonicalJSON", floor: "Ground"),
        library("Model", floor: "Ground", ["CanonicalJSON"]),
        library("WebForms", floor: "Ground"),
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
            "Discovery", floor: "Instruments",
            ["CByteMarks", "CanonicalJSON", "Extraction", "Model", "PatternEngine", "YAMLTree"]),
        library("AtRest", floor: "Instruments", ["BaseEncoding", "CanonicalJSON", "Model"]),

        // Floor 2, Platform: what every duty needs, once.
        library("Files", floor: "Platform", ["Model"]),
        library("Threads", floor: "Platform", []),
        library(
            "Credentials", floor: "Platform",
            ["BaseEncoding", "CArgon2", "CanonicalJSON", "Model", crypto, cryptoExtras]),
        library("ContentFiles", floor: "Platform", ["Files", "Model", "Phrases"]),
        library("Secrets", floor: "Platform", ["BaseEncoding", "CanonicalJSON", "Files", "Model", crypto]),
        library("Storage", floor: "Platform", ["BaseEncoding", "Files", "Model", crypto]),
        library("Sealing", floor: "Platform", ["BaseEncoding", "Model", "Storage", crypto]),
        library(
            "SQLiteStorage", floor: "Platform",
            ["Model", "Storage", .product(name: "GRDB", package: "GRDB.swift")]),
        library("PostgresStorage", floor: "Platform", ["CLibPQ", "Model", "Storage"]),
        library(
            "Journal", floor: "Platform",
            [
                "BaseEncoding", "CanonicalJSON", "Files", "Model", "Sealing", "Secrets", "Storage", "Threads",
                "TransparencyLog",
                crypto,
            ]),
        library(
            "Backups", floor: "Platform",
            [
                "BaseEncoding", "CanonicalJSON", "Files", "Journal", "Model", "Sealing", "Secrets", "Storage",
                "Threads",
                "TransparencyLog", crypto,
            ]),
        library(
            "Identity", floor: "Platform",
            ["BaseEncoding", "CanonicalJSON", "Journal", "Model", "Sealing", "Storage", crypto]),
        library(
            "Accounts", floor: "Platform",
            ["BaseEncoding", "CanonicalJSON", "Credentials", "Identity", "Model", "Storage", crypto]),
        library("Work", floor: "Platform", ["CanonicalJSON", "Model", "Storage"]),
        library("ServiceCertificate", floor: "Platform", ["Model", asn1, crypto, x509]),

        // Floor 3, Programme: the one stream that every duty shares.
        library(
            "Programme", floor: "Programme",
            ["BaseEncoding", "CanonicalJSON", "Identity", "Journal", "Model", "OSCAL", "Storage"]),

        // Floor 4, Duties.
        library(
            "Assurance", floor: "Duties",
            [
                "BaseEncoding", "CanonicalJSON", "CertificateFacts", "ComponentLists", "ContentFiles", "Files", "Model",
                "Phrases", "Programme", "Rules", "Threads", "Transit", "YAMLTree", crypto,
            ]),
        // Floor 4: a made-up estate is told in the words of the programme and of identity, and judges nothing itself.
        library(
            "Demonstration", floor: "Duties", ["CanonicalJSON", "Identity", "Model", "Programme", "YAMLTree"]),
        // What a body takes along when it leaves, and what the centre then forgets.
        library(
            "Handover", floor: "Duties",
            [
                "Backups", "BaseEncoding", "CanonicalJSON", "Files", "Identity", "Journal", "Model", "Programme",
                "Sealing", "Storage", "Threads", "TransparencyLog",
            ]),

        // Floor 5, Faces: how people and programs meet the duties.
        library(
            "Usage", floor: "Faces",
            [
                "CanonicalJSON", "ContentFiles", "Model", "Phrases",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        library("Pages", floor: "Faces", ["Assurance", "CanonicalJSON", "Model", "Phrases"]),
        library(
            "Commands", floor: "Faces",
            [
                "Assurance", "AtRest", "Backups", "CanonicalJSON", "CertificateFacts", "ContentFiles", "Demonstration",
                "Discovery", "Extraction", "Files", "Handover", "Identity", "Journal", "Model", "OSCAL", "Outbound",
                "Pages", "Phrases", "Programme", "Rules", "SARIF", "Sealing", "Secrets", "Storage", "Threads",
                "TransparencyLog", "Transit", "Usage", "Work", "YAMLTree",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        library(
            "Server", floor: "Faces",
            [
                "Accounts", "Assurance", "AtRest", "BaseEncoding", "CanonicalJSON", "CertificateFacts", "ContentFiles",
                "Credentials", "Discovery", "Files", "Identity", "Journal", "Model", "Outbound", "Pages", "Phrases",
                "Programme", "Rules", "Sealing", "Secrets", "ServiceCertificate", "Storage", "Threads",
                "TransparencyLog", "Transit", "Usage", "WebForms", "Work", "YAMLTree", crypto, hummingbird,
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Instrumentation", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Floor 6, Doors: parse, wire, run. Only doors choose adapters.
        .executableTarget(
            name: "seawall",
            dependencies: [
                "BuildCommit", "Commands", "PostgresStorage", "SQLiteStorage", "Usage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Doors/seawall", swiftSettings: swiftSettings),

        .executableTarget(
            name: "seawall-server", dependencies: ["BuildCommit", "PostgresStorage", "SQLiteStorage", "Server"],
            path: "Sources/Doors/seawall-server", swiftSettings: swiftSettings),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Model", "Storage"], path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
        .target(
            name: "Engines", dependencies: ["PostgresStorage", "SQLiteStorage", "Storage", "TestSupport"],
            path: "Tests/Engines", swiftSettings: swiftSettings),
        .executableTarget(
            name: "JournalHammer",
            dependencies: ["CanonicalJSON", "Journal", "Model", "PostgresStorage", "SQLiteStorage", "Storage"],
            path: "Tests/JournalHammer", swiftSettings: swiftSettings),
        tests("BaseEncoding"),
        tests("JSONCursor"),
        tests("WebForms"),
        tests("Model", ["CanonicalJSON"]),
        tests("Phrases", ["CanonicalJSON", "Files", "Model", "TestSupport"]),
        tests("Files", ["Model", "TestSupport"]),
        tests("Threads"),
        tests("YAMLTree", ["Model"]),
        tests("PatternEngine", ["Model"]),
        tests("Rules", ["CanonicalJSON", "Model"]),
        tests("TransparencyLog", [crypto]),
        tests("ComponentLists", ["Model"]),
        tests("OSCAL", ["CanonicalJSON", "TestSupport"], exclude: ["oscal-1.2.3-schema.json", "validate.py"]),
        tests("SARIF", ["CanonicalJSON"]),
        tests("CertificateFacts", ["CanonicalJSON", "Model", "TestSupport"], exclude: ["MLDSA"]),
        tests("Transit", ["CanonicalJSON", "CertificateFacts", "Files", "Model", "Outbound", "TestSupport"]),
        tests("Extraction", ["Model", "TestSupport"]),
        tests(
            "Discovery", ["CanonicalJSON", "Extraction", "Model", "TestSupport"], exclude: ["Independent"]),
        tests("Work", ["CanonicalJSON", "Engines", "Model", "SQLiteStorage", "Storage", "TestSupport"]),
        tests("Sealing", ["Model", "SQLiteStorage", "Storage"]),
        tests("ServiceCertificate", ["Model", "TestSupport"]),
        tests("AtRest", ["CanonicalJSON", "Model", "TestSupport"]),
        tests("Storage", ["Engines", "Files", "Model", "PostgresStorage", "SQLiteStorage", "TestSupport", crypto]),
        tests(
            "Credentials", ["BaseEncoding", "CanonicalJSON", "Files", "Model", "TestSupport"],
            exclude: ["Independent"]),
        tests(
            "Journal",
            [
                "CanonicalJSON", "Engines", "JournalHammer", "Model", "SQLiteStorage", "Sealing", "Secrets", "Storage",
                "TestSupport", "TransparencyLog",
            ]),
        tests(
            "Backups",
            [
                "CanonicalJSON", "Engines", "Files", "Journal", "Model", "SQLiteStorage", "Sealing", "Secrets",
                "Storage", "TestSupport",
            ]),
        tests(
            "Identity", ["CanonicalJSON", "Engines", "Journal", "Model", "SQLiteStorage", "Storage", "TestSupport"],
            exclude: ["Expected"]),
        tests(
            "Accounts",
            [
                "BaseEncoding", "CanonicalJSON", "Credentials", "Engines", "Identity", "Journal", "Model", "Storage",
                "TestSupport",
            ]),
        tests(
            "Programme",
            ["CanonicalJSON", "Engines", "Identity", "Journal", "Model", "SQLiteStorage", "Storage", "TestSupport"]),
        tests(
            "Assurance",
            [
                "AtRest", "CanonicalJSON", "ContentFiles", "Discovery", "Files", "Model", "Programme", "Rules",
                "TestSupport", "Transit",
            ], exclude: ["Estate"]),
        tests(
            "Demonstration",
            [
                "CanonicalJSON", "Files", "Identity", "Journal", "Model", "Programme", "SQLiteStorage", "Storage",
                "TestSupport",
            ]),
        tests(
            "Handover",
            [
                "CanonicalJSON", "Engines", "Files", "Identity", "Journal", "Model", "Programme", "SQLiteStorage",
                "Sealing", "Secrets", "Storage", "TestSupport", "TransparencyLog",
            ]),
        .target(
            name: "PageSamples", dependencies: ["Assurance", "Files", "Model", "Pages", "Phrases"],
            path: "Tests/PageSamples", swiftSettings: swiftSettings),
        tests("Usage", ["Files", "Model", "Phrases"]),
        tests("Pages", ["Assurance", "Model", "PageSamples", "Phrases"]),
        tests(
            "Server",
            [
                "Accounts", "Assurance", "BaseEncoding", "CanonicalJSON", "ContentFiles", "Credentials", "Engines",
                "Files",
                "Identity",
                "Journal",
                "Model", "Programme", "Sealing", "Storage", "TestSupport", "Work", "YAMLTree", crypto, hummingbird,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ], exclude: ["Provider"]),
        tests(
            "Commands", ["CanonicalJSON", "Files", "Model", "Phrases", "Rules", "TestSupport", "seawall"],
            exclude: ["Server/officer.py", "Upgrade"]),
    ]
)

// Benchmarks are built in release, by `make bench` alone.
if ProcessInfo.processInfo.environment["SEAWALL_BENCHMARKS"] == "1" {
    func benchmark(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
        .executableTarget(
            name: "\(name)Benchmark", dependencies: dependencies, path: "Benchmarks/\(name)", exclude: exclude,
            swiftSettings: swiftSettings)
    }
    package.targets += [
        benchmark("Rules", ["CanonicalJSON", "JSONCursor", "Model", "Rules", "YAMLTree"]),
        benchmark("Discovery", ["CanonicalJSON", "Discovery", "Extraction", "Model", "PatternEngine"]),
        benchmark("Transit", ["CanonicalJSON", "Model", "Transit"], exclude: ["compare.py"]),
        benchmark("Pages", ["Model", "PageSamples", "Pages", "Phrases"]),
        benchmark("Storage", ["CLibPQ", "CSQLite", "PostgresStorage", "SQLiteStorage", "Storage"]),
        benchmark(
            "Estate",
            [
                "CanonicalJSON", "Credentials", "Files", "Identity", "Journal", "Model", "PostgresStorage",
                "Programme", "SQLiteStorage", "Sealing", "Secrets", "Storage", "Work",
            ], exclude: ["load.py"]),
        benchmark(
            "Journal",
            [
                "Backups", "CanonicalJSON", "Journal", "Model", "SQLiteStorage", "Sealing", "Storage",
                "TransparencyLog",
            ]),
    ]
}

// Pages with sample data are rendered by `scripts/render-pages` alone.
if ProcessInfo.processInfo.environment["SEAWALL_PAGES"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "RenderPages", dependencies: ["Files", "Model", "PageSamples", "Pages"], path: "Tests/RenderPages",
            exclude: ["look.py", "pictures.py", "serve.py", "use.py"], swiftSettings: swiftSettings))
}

// A small estate in a data folder is made by `scripts/test-api` alone.
if ProcessInfo.processInfo.environment["SEAWALL_API"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "SeedEstate",
            dependencies: [
                "Accounts", "CanonicalJSON", "ContentFiles", "Credentials", "Files", "Identity", "Journal", "Model",
                "Programme", "SQLiteStorage", "Sealing", "Server", "Storage", "Work",
                .product(name: "Logging", package: "swift-log"),
            ], path: "Tests/SeedEstate", exclude: ["schemathesis.toml"], swiftSettings: swiftSettings))
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
