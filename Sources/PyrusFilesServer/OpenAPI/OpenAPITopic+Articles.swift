extension OpenAPITopic {
    /// Cloud edition only.
    static let articles = api(
        "knowledge base",
        #"""
        {
          "/knowledgebase": {
            "get": {
              "operationId": "listArticles",
              "summary": "The organization's articles",
              "responses": {
                "200": {
                  "description": "All of them",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["articles"],
                        "properties": {
                          "articles": {"type": "array", "items": {"$ref": "#/components/schemas/Article"}}
                        },
                        "additionalProperties": false
                      },
                      "example": {"articles": [{"id": 1, "title": "How to"}]}
                    }
                  }
                }
              }
            },
            "post": {
              "operationId": "createArticle",
              "summary": "Makes an article; the uploads that its body links it refers to",
              "requestBody": {"$ref": "#/components/requestBodies/Article"},
              "responses": {
                "200": {"$ref": "#/components/responses/Article"},
                "404": {"$ref": "#/components/responses/NotFound"}
              }
            }
          },
          "/knowledgebase/{id}": {
            "parameters": [
              {
                "name": "id", "in": "path", "required": true, "example": 1,
                "schema": {"type": "integer", "format": "int64", "minimum": 1}
              }
            ],
            "get": {
              "operationId": "readArticle",
              "responses": {
                "200": {"$ref": "#/components/responses/Article"},
                "404": {"$ref": "#/components/responses/NotFound"}
              }
            },
            "put": {
              "operationId": "replaceArticle",
              "requestBody": {"$ref": "#/components/requestBodies/Article"},
              "responses": {
                "200": {"$ref": "#/components/responses/Article"},
                "404": {"$ref": "#/components/responses/NotFound"}
              }
            },
            "delete": {
              "operationId": "deleteArticle",
              "responses": {
                "200": {
                  "description": "It is gone",
                  "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Nothing"}, "example": {}}
                  }
                },
                "404": {"$ref": "#/components/responses/NotFound"}
              }
            }
          }
        }
        """#)
}
