extension OpenAPITopic {
    static let downloads = OpenAPITopic(
        tag: "files", access: .user, prefixes: Endpoint.apiPrefixes + [""],
        paths: #"""
            {
              "/files/download/{id}": {
                "parameters": [{"$ref": "#/components/parameters/FileID"}],
                "get": {
                  "operationId": "downloadFile",
                  "summary": "An attached file's bytes",
                  "description": "An unknown id, or what is none, is unrecognized_attachment_id.",
                  "responses": {
                    "200": {"$ref": "#/components/responses/Download"},
                    "403": {"$ref": "#/components/responses/AccessDenied"},
                    "404": {"$ref": "#/components/responses/NotFound"}
                  }
                }
              }
            }
            """#)

    static let attachmentDownload = OpenAPITopic(
        tag: "files", access: .user, prefixes: [""],
        paths: #"""
            {
              "/services/attachment": {
                "get": {
                  "operationId": "downloadAttachment",
                  "summary": "An attached file's bytes, under the address that file objects have",
                  "parameters": [
                    {
                      "name": "Id", "in": "query", "required": true, "example": 7,
                      "description": "The file's id; the parameter may be spelled id too.",
                      "schema": {"$ref": "#/components/schemas/FileID"}
                    }
                  ],
                  "responses": {
                    "200": {"$ref": "#/components/responses/Download"},
                    "403": {"$ref": "#/components/responses/AccessDenied"},
                    "404": {"$ref": "#/components/responses/NotFound"}
                  }
                }
              }
            }
            """#)

    /// Cloud edition only.
    static let articleFiles = OpenAPITopic(
        tag: "knowledge base", access: .user, prefixes: [""],
        paths: #"""
            {
              "/services/kb": {
                "get": {
                  "operationId": "downloadArticleFile",
                  "summary": "The bytes of an upload that an article refers to",
                  "parameters": [
                    {
                      "name": "Id", "in": "query", "required": true,
                      "example": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d",
                      "description": "The upload's guid; the parameter may be spelled id too.",
                      "schema": {"$ref": "#/components/schemas/GUID"}
                    }
                  ],
                  "responses": {
                    "200": {"$ref": "#/components/responses/Download"},
                    "404": {"$ref": "#/components/responses/NotFound"}
                  }
                }
              }
            }
            """#)
}
