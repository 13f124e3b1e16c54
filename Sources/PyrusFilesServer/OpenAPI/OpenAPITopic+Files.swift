extension OpenAPITopic {
    static let files = control(
        "data",
        #"""
        {
          "/files": {
            "parameters": [{"$ref": "#/components/parameters/Organization"}],
            "get": {
              "operationId": "listFiles",
              "responses": {
                "200": {
                  "description": "Every attached file",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["files"],
                        "properties": {
                          "files": {"type": "array", "items": {"$ref": "#/components/schemas/OrganizationFile"}}
                        },
                        "additionalProperties": false
                      },
                      "example": {
                        "files": [
                          {
                            "id": 7, "name": "a.txt", "size": 5, "version": 1,
                            "md5": "5d41402abc4b2a76b9719d911017c592",
                            "url": "http://127.0.0.1:8080/services/attachment?Id=7", "organization": "example.com"
                          }
                        ]
                      }
                    }
                  }
                }
              }
            },
            "post": {
              "operationId": "giveFile",
              "summary": "A file to download that no task has; the body is its bytes",
              "parameters": [
                {
                  "name": "name", "in": "query", "required": true, "example": "a.txt",
                  "schema": {"type": "string", "minLength": 1},
                  "description": "At most as long as the limit of file names, 255 characters by default"
                },
                {
                  "name": "id", "in": "query", "example": 4711,
                  "schema": {"type": "integer", "minimum": 1, "maximum": 2147483647}
                }
              ],
              "requestBody": {"required": true, "content": {"application/octet-stream": {}}},
              "responses": {"200": {"$ref": "#/components/responses/OrganizationFile"}}
            }
          },
          "/files/{id}": {
            "parameters": [
              {"$ref": "#/components/parameters/FileID"}, {"$ref": "#/components/parameters/Organization"}
            ],
            "get": {
              "operationId": "readFile",
              "responses": {
                "200": {"$ref": "#/components/responses/OrganizationFile"},
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          }
        }
        """#)
}
