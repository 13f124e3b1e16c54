extension OpenAPITopic {
    static let auth = api(
        "authorization", access: .open,
        #"""
        {
          "/auth": {
            "post": {
              "operationId": "auth",
              "summary": "A login and its key for a token",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/Credentials"},
                    "examples": {"login": {"value": {"login": "anna@example.com", "security_key": "key"}}}
                  }
                }
              },
              "responses": {
                "200": {
                  "description": "A token. api_url and files_url are those of the cloud edition.",
                  "content": {
                    "application/json": {
                      "schema": {"$ref": "#/components/schemas/Authorization"},
                      "example": {
                        "access_token": "9b0c", "api_url": "http://127.0.0.1:8080/v4/",
                        "files_url": "http://127.0.0.1:8080/"
                      }
                    }
                  }
                },
                "401": {"$ref": "#/components/responses/Unauthorized"}
              }
            }
          }
        }
        """#)
}
