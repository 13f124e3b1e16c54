extension OpenAPITopic {
    static let givenTasks = control(
        "data",
        #"""
        {
          "/tasks": {
            "parameters": [{"$ref": "#/components/parameters/Organization"}],
            "get": {
              "operationId": "listTasks",
              "responses": {
                "200": {
                  "description": "Every task",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["tasks"],
                        "properties": {
                          "tasks": {"type": "array", "items": {"$ref": "#/components/schemas/OrganizationTask"}}
                        },
                        "additionalProperties": false
                      },
                      "example": {
                        "tasks": [
                          {
                            "id": 4711, "text": "A task to comment on", "create_date": "2026-01-31T12:00:00Z",
                            "last_modified_date": "2026-01-31T12:00:00Z", "organization": "example.com"
                          }
                        ]
                      }
                    }
                  }
                }
              }
            },
            "post": {
              "operationId": "giveTask",
              "summary": "Makes a task with an id of one's own choice",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/GivenTask"},
                    "examples": {"id": {"value": {"id": 4711, "text": "A task to comment on"}}}
                  }
                }
              },
              "responses": {"200": {"$ref": "#/components/responses/OrganizationTask"}}
            }
          },
          "/tasks/{id}": {
            "parameters": [
              {"$ref": "#/components/parameters/TaskID"}, {"$ref": "#/components/parameters/Organization"}
            ],
            "get": {
              "operationId": "readTaskOfAny",
              "responses": {
                "200": {"$ref": "#/components/responses/OrganizationTask"},
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          }
        }
        """#)
}
