// swift-tools-version: 6.2
// A package whose tests have a local Pyrus, in their own process: no server to start, no port to agree on. Run them:
//
//     swift test
import PackageDescription

let package = Package(
    name: "Invoices",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Invoices", targets: ["Invoices"])],
    dependencies: [
        // In a repository of your own, its address and a version.
        .package(name: "pyrus-files", path: "../../..")
    ],
    targets: [
        .target(name: "Invoices"),
        .testTarget(
            name: "InvoicesTests",
            dependencies: [
                "Invoices",
                .product(name: "PyrusFilesServer", package: "pyrus-files"),
                .product(name: "PyrusFilesTesting", package: "pyrus-files"),
            ]),
    ]
)
