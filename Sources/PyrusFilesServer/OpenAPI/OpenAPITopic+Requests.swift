extension OpenAPITopic {
    static let requests = control(
        "journal",
        #"""
        {
          "/requests": {
            "get": {
              "operationId": "listRequests",
              "summary": "What clients sent and what became of it, oldest first",
              "parameters": [
                {"name": "method", "in": "query", "schema": {"type": "string"}},
                {
                  "name": "path", "in": "query", "schema": {"type": "string"},
                  "description": "The path without its query, or a pattern such as /v4/tasks/*"
                },
                {
                  "name": "status", "in": "query",
                  "schema": {"type": "integer", "minimum": 100, "maximum": 599}
                },
                {"$ref": "#/components/parameters/Organization"}
              ],
              "responses": {
                "200": {
                  "description": "The journal; dropped counts what fell out of it",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["requests", "dropped"],
                        "properties": {
                          "requests": {"type": "array", "items": {"$ref": "#/components/schemas/Request"}},
                          "dropped": {"type": "integer", "minimum": 0}
                        },
                        "additionalProperties": false
                      },
                      "example": {
                        "requests": [
                          {
                            "id": 1, "at": "2026-01-31T12:00:00Z", "organization": "example.com",
                            "method": "POST", "path": "/v4/files/upload",
                            "headers": [["Host", "127.0.0.1:8080"], ["Authorization", "Bearer ***"]],
                            "boundary": "7d3f0c2b", "parts": [{"name": "file", "filename": "a.txt", "size": 5}],
                            "body_size": 123, "status": 200, "milliseconds": 1, "faults": [],
                            "notes": [{"rule": "a-rule", "text": "What it is, and what to do instead."}]
                          }
                        ],
                        "dropped": 0
                      }
                    }
                  }
                }
              }
            },
            "delete": {
              "operationId": "removeRequests",
              "parameters": [{"$ref": "#/components/parameters/Organization"}],
              "responses": {"200": {"$ref": "#/components/responses/Removed"}}
            }
          }
        }
        """#)
}
