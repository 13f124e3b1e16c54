extension OpenAPITopic {
    static let storedUploads = control(
        "data",
        #"""
        {
          "/uploads": {
            "get": {
              "operationId": "listUploads",
              "summary": "What is stored, and what keeps it",
              "parameters": [{"$ref": "#/components/parameters/Organization"}],
              "responses": {
                "200": {
                  "description": "Every upload",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["uploads"],
                        "properties": {
                          "uploads": {"type": "array", "items": {"$ref": "#/components/schemas/Upload"}}
                        },
                        "additionalProperties": false
                      },
                      "example": {
                        "uploads": [
                          {
                            "guid": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d", "name": "a.txt", "size": 5,
                            "md5": "5d41402abc4b2a76b9719d911017c592", "organization": "example.com",
                            "created": "2026-01-31T12:00:00Z", "expires": "2026-02-01T12:00:00Z", "references": []
                          }
                        ]
                      }
                    }
                  }
                }
              }
            }
          },
          "/uploads/{guid}": {
            "parameters": [
              {
                "name": "guid", "in": "path", "required": true,
                "example": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d",
                "schema": {"$ref": "#/components/schemas/GUID"}
              },
              {"$ref": "#/components/parameters/Organization"}
            ],
            "get": {
              "operationId": "readUpload",
              "responses": {
                "200": {
                  "description": "The upload",
                  "content": {
                    "application/json": {
                      "schema": {"$ref": "#/components/schemas/Upload"},
                      "example": {
                        "guid": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d", "name": "a.txt", "size": 5,
                        "md5": "5d41402abc4b2a76b9719d911017c592", "organization": "example.com",
                        "created": "2026-01-31T12:00:00Z", "references": [{"kind": "task", "id": 1}]
                      }
                    }
                  }
                },
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            },
            "delete": {
              "operationId": "removeUpload",
              "summary": "Removes it, unless something refers to it",
              "responses": {
                "200": {"$ref": "#/components/responses/Removed"},
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          }
        }
        """#)
}
