import PyrusFiles

/// The description of the imitated API and of the control API (OpenAPI 3.1), put together when it is first asked for.
enum OpenAPIDocument {
    /// The document of an edition's routes, as text.
    static func bytes(for edition: Edition) throws -> [UInt8] {
        switch edition {
        case .cloud: try cloud.get()
        case .cloudless: try cloudless.get()
        }
    }

    private static let cloud = Result { try written(topics + [.articles, .articleFiles]) }
    private static let cloudless = Result { try written(topics) }

    private static let topics: [OpenAPITopic] = [
        .auth, .uploads, .downloads, .attachmentDownload, .tasks,
        .health, .clock, .accounts, .storedUploads, .givenTasks, .files, .reset, .state, .faults, .requests, .authority,
        .description,
    ]

    private static func written(_ topics: [OpenAPITopic]) throws -> [UInt8] {
        let paths = try topics.flatMap { try $0.members() }
        var bytes: [UInt8] = []
        try JSON(parsing: head.utf8).adding(["paths": .object(paths), "components": OpenAPIComponents.all()])
            .write(into: &bytes)
        return bytes
    }

    private static let head = #"""
        {
          "openapi": "3.1.0",
          "info": {
            "title": "pyrus-files",
            "version": "4",
            "description": "A local stand-in for the Pyrus Files API, and the control API of tests beside it. The \#
        imitated API stands under /v4/ and /api/v4/ alike. Any other method of a path is 405 with Allow, a path \#
        that is not here 404, a route that the real API has and this server does not 501."
          },
          "servers": [{"url": "/"}]
        }
        """#
}
