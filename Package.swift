// swift-tools-version: 6.2
import PackageDescription

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
}

let package = Package(
    name: "pyrus-files",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "pyrus-files", targets: ["pyrus-files"]),
        .library(name: "MultipartForm", targets: ["MultipartForm"]),
        .library(name: "PyrusFiles", targets: ["PyrusFiles"]),
        .library(name: "PyrusFilesServer", targets: ["PyrusFilesServer", "PyrusFilesStore", "PyrusFiles"]),
        .library(name: "PyrusFilesTesting", targets: ["PyrusFilesTesting"]),
        .library(name: "PyrusFilesConformance", targets: ["PyrusFilesConformance", "PyrusFilesStage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .target(name: "MultipartForm"),
        .target(name: "PyrusFiles"),
        .target(name: "PyrusFilesStore", dependencies: ["PyrusFiles", "COpenSSL", .grdb]),
        .target(
            name: "PyrusFilesServer",
            dependencies: [
                "PyrusFiles", "PyrusFilesStore", "MultipartForm", "COpenSSL", .hummingbird, .hummingbirdCore,
                .httpTypes, .logging, .nioCore, .nioEmbedded, .nioPosix, .nioHTTP1, .nioSSL, .serviceLifecycle,
            ]),
        .target(name: "PyrusFilesTesting", dependencies: ["PyrusFilesServer"]),
        .target(
            name: "PyrusFilesConformance",
            dependencies: ["PyrusFiles", "MultipartForm", "COpenSSL", .nioCore, .nioPosix, .nioSSL]),
        .target(
            name: "PyrusFilesStage", dependencies: ["PyrusFilesConformance", "PyrusFilesServer", "PyrusFiles"]),
        .executableTarget(
            name: "pyrus-files",
            dependencies: [
                "PyrusFilesConformance", "PyrusFilesStage", "PyrusFilesServer", "PyrusFilesStore", "PyrusFiles",
                "COpenSSL",
                .argumentParser, .logging, .nioPosix, .serviceLifecycle, .unixSignals,
            ]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(
            name: "MultipartFormTests", dependencies: ["MultipartForm", "TestSupport"],
            resources: [.copy("../../Fixtures/multipart")]),
        .testTarget(name: "PyrusFilesTests", dependencies: ["PyrusFiles", "TestSupport"]),
        .testTarget(
            name: "PyrusFilesStoreTests", dependencies: ["PyrusFilesStore", "PyrusFiles", "TestSupport", .grdb]),
        .testTarget(
            name: "PyrusFilesServerTests",
            dependencies: [
                "PyrusFilesServer", "PyrusFilesStore", "PyrusFiles", "MultipartForm", .httpTypes, .nioCore, .nioPosix,
            ],
            resources: [.copy("../../Fixtures/multipart")]),
        .testTarget(
            name: "PyrusFilesTestingTests",
            dependencies: ["PyrusFilesTesting", "PyrusFilesServer", "PyrusFiles", .httpTypes]),
        .testTarget(
            name: "PyrusFilesConformanceTests",
            dependencies: [
                "PyrusFilesConformance", "PyrusFilesStage", "PyrusFilesServer", "PyrusFiles", "MultipartForm",
                .hummingbird,
                .httpTypes, .nioCore, .nioPosix,
            ]),
        .executableTarget(
            name: "MultipartBenchmark", dependencies: ["MultipartForm"], path: "Tests/MultipartBenchmark"),
    ]
)

// Our own code is held to Swift 6 mode with every warning an error; dependencies are not.
for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
