extension OpenAPITopic {
    static let health = control(
        "server",
        #"""
        {
          "/health": {
            "get": {
              "operationId": "health",
              "summary": "200 once it serves",
              "responses": {"200": {"$ref": "#/components/responses/OK"}}
            }
          }
        }
        """#)

    static let reset = control(
        "server",
        #"""
        {
          "/reset": {
            "post": {
              "operationId": "reset",
              "summary": "Back to the start: all, or one organization",
              "parameters": [{"$ref": "#/components/parameters/Organization"}],
              "responses": {"200": {"$ref": "#/components/responses/Removed"}}
            }
          }
        }
        """#)

    static let state = control(
        "server",
        #"""
        {
          "/state": {
            "get": {
              "operationId": "saveState",
              "summary": "The whole state as one file",
              "responses": {
                "200": {
                  "description": "The file",
                  "headers": {"Content-Disposition": {"required": true, "schema": {"type": "string"}}},
                  "content": {"application/vnd.sqlite3": {}}
                }
              }
            },
            "put": {
              "operationId": "restoreState",
              "summary": "Restores a saved state, ids and times included",
              "requestBody": {"required": true, "content": {"application/vnd.sqlite3": {}}},
              "responses": {"200": {"$ref": "#/components/responses/OK"}}
            }
          }
        }
        """#)

    static let authority = control(
        "server",
        #"""
        {
          "/ca.pem": {
            "get": {
              "operationId": "readAuthority",
              "summary": "The local CA's certificate; a server without --tls has none",
              "responses": {
                "200": {
                  "description": "The certificate",
                  "content": {"application/x-pem-file": {"schema": {"type": "string"}}}
                },
                "404": {"$ref": "#/components/responses/ControlNotFound"}
              }
            }
          }
        }
        """#)

    static let description = control(
        "server",
        #"""
        {
          "/openapi.json": {
            "get": {
              "operationId": "describe",
              "summary": "This document",
              "responses": {
                "200": {
                  "description": "OpenAPI 3.1",
                  "content": {
                    "application/json": {"schema": {"type": "object", "required": ["openapi", "paths"]}}
                  }
                }
              }
            }
          }
        }
        """#)
}
