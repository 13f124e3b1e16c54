extension OpenAPITopic {
    static let accounts = control(
        "accounts",
        #"""
        {
          "/tokens": {
            "post": {
              "operationId": "issueToken",
              "summary": "A new token of a login",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["login"],
                      "properties": {"login": {"type": "string", "minLength": 1}},
                      "additionalProperties": false
                    },
                    "examples": {"login": {"value": {"login": "anna@example.com"}}}
                  }
                }
              },
              "responses": {
                "200": {
                  "description": "The token",
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["access_token"],
                        "properties": {"access_token": {"type": "string"}},
                        "additionalProperties": false
                      },
                      "example": {"access_token": "9b0c"}
                    }
                  }
                },
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          },
          "/tokens/revoke": {
            "post": {
              "operationId": "revokeTokens",
              "summary": "Revokes a token, or all of a login",
              "requestBody": {"$ref": "#/components/requestBodies/Tokens"},
              "responses": {
                "200": {"$ref": "#/components/responses/Done"},
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          },
          "/tokens/expire": {
            "post": {
              "operationId": "expireTokens",
              "summary": "Lets a token expire, or all of a login",
              "requestBody": {"$ref": "#/components/requestBodies/Tokens"},
              "responses": {
                "200": {"$ref": "#/components/responses/Done"},
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          },
          "/accounts/block": {
            "post": {
              "operationId": "blockAccount",
              "summary": "Blocks an account, or lets it in again",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/Block"},
                    "examples": {"block": {"value": {"login": "anna@example.com", "blocked": true}}}
                  }
                }
              },
              "responses": {
                "200": {
                  "description": "How the account stands",
                  "content": {
                    "application/json": {
                      "schema": {"$ref": "#/components/schemas/Block"},
                      "example": {"login": "anna@example.com", "blocked": true}
                    }
                  }
                },
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          }
        }
        """#)
}
