// swift-tools-version: 6.2
import PackageDescription

/// Our own code is held to Swift 6 mode with every warning an error; dependencies are not.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

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
        .target(name: "MultipartForm", swiftSettings: house),
        .target(name: "PyrusFiles", swiftSettings: house),
        .target(
            name: "PyrusFilesStore",
            dependencies: ["PyrusFiles", "COpenSSL", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house),
        .target(
            name: "PyrusFilesServer",
            dependencies: [
                "PyrusFiles", "PyrusFilesStore", "MultipartForm", "COpenSSL",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .target(name: "PyrusFilesTesting", dependencies: ["PyrusFilesServer"], swiftSettings: house),
        .target(
            name: "PyrusFilesConformance",
            dependencies: [
                "PyrusFiles", "MultipartForm", "COpenSSL",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: house),
        .target(
            name: "PyrusFilesStage", dependencies: ["PyrusFilesConformance", "PyrusFilesServer", "PyrusFiles"],
            swiftSettings: house),
        .executableTarget(
            name: "pyrus-files",
            dependencies: [
                "PyrusFilesConformance", "PyrusFilesStage", "PyrusFilesServer", "PyrusFilesStore", "PyrusFiles",
                "COpenSSL",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(
            name: "MultipartFormTests", dependencies: ["MultipartForm", "TestSupport"],
            resources: [.copy("../../Fixtures/multipart")], swiftSettings: house),
        .testTarget(name: "PyrusFilesTests", dependencies: ["PyrusFiles", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "PyrusFilesStoreTests",
            dependencies: [
                "PyrusFilesStore", "PyrusFiles", "COpenSSL", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "PyrusFilesServerTests",
            dependencies: [
                "PyrusFilesServer", "PyrusFilesStore", "PyrusFiles", "MultipartForm",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("../../Fixtures/multipart")], swiftSettings: house),
        .testTarget(
            name: "PyrusFilesTestingTests",
            dependencies: [
                "PyrusFilesTesting", "PyrusFilesServer", "PyrusFiles",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "PyrusFilesConformanceTests",
            dependencies: [
                "PyrusFilesConformance", "PyrusFilesStage", "PyrusFilesServer", "PyrusFiles", "MultipartForm",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: house),
        .executableTarget(
            name: "MultipartBenchmark", dependencies: ["MultipartForm"],
            path: "Tests/MultipartBenchmark", swiftSettings: house),
    ]
)
