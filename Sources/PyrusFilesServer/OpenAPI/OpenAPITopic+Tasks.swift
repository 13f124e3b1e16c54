extension OpenAPITopic {
    static let tasks = api(
        "tasks",
        #"""
        {
          "/tasks": {
            "post": {
              "operationId": "createTask",
              "summary": "Makes a task, with a text or fields",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/TaskRequest"},
                    "examples": {
                      "text": {"value": {"text": "Please see the file."}},
                      "fields": {
                        "value": {
                          "subject": "A form", "form_id": 12,
                          "fields": [
                            {"id": 1, "value": ["4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d"]},
                            {"name": "Amount", "value": 12.5}
                          ]
                        }
                      }
                    }
                  }
                }
              },
              "responses": {"200": {"$ref": "#/components/responses/Task"}}
            }
          },
          "/tasks/{id}": {
            "parameters": [{"$ref": "#/components/parameters/TaskID"}],
            "get": {
              "operationId": "readTask",
              "summary": "A task with all its comments and files",
              "responses": {
                "200": {"$ref": "#/components/responses/Task"},
                "403": {"$ref": "#/components/responses/AccessDenied"},
                "404": {"$ref": "#/components/responses/NotFound"}
              }
            }
          },
          "/tasks/{id}/comments": {
            "parameters": [{"$ref": "#/components/parameters/TaskID"}],
            "post": {
              "operationId": "addComment",
              "summary": "Adds a comment, and attaches files with it",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/CommentRequest"},
                    "examples": {
                      "guid": {
                        "value": {"text": "Here it is.", "attachments": ["4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d"]}
                      },
                      "version": {
                        "value": {
                          "attachments": [{"guid": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d", "root_id": 7}]
                        }
                      },
                      "others": {
                        "value": {
                          "attachments": [{"attachment_id": 7}, {"url": "http://localhost/a.txt", "name": "a.txt"}]
                        }
                      },
                      "fields": {"value": {"field_updates": [{"id": 1, "value": "new"}]}}
                    }
                  }
                }
              },
              "responses": {
                "200": {"$ref": "#/components/responses/Task"},
                "403": {"$ref": "#/components/responses/AccessDenied"},
                "404": {"$ref": "#/components/responses/NotFound"}
              }
            }
          }
        }
        """#)
}
