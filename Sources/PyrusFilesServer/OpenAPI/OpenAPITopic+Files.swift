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
