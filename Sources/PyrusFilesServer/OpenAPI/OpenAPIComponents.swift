import PyrusFiles

/// What the operations share.
enum OpenAPIComponents {
    /// The headers of every answer of the imitated API; none has them with `--rate-limit off`.
    static let rateHeaders: JSON = [
        "X-RateLimit-Limit": ["$ref": "#/components/headers/RateLimit"],
        "X-RateLimit-Remaining": ["$ref": "#/components/headers/RateRemaining"],
        "X-RateLimit-Reset": ["$ref": "#/components/headers/RateReset"],
    ]

    static func all() throws -> JSON {
        let faults: JSON = ["Fault": FaultSchema.entry, "ErrorCode": FaultSchema.errorCode]
        let schemas = try [apiSchemas, controlSchemas].reduce(faults) { $0.adding(try JSON(parsing: $1.utf8)) }
        let apiResponses = try JSON(parsing: apiResponses.utf8).mapMembers { _, response in
            let headers = (response["headers"] ?? [:]).adding(rateHeaders)
            return JSON.object([.init("headers", headers)]).adding(response)
        }
        return try JSON(parsing: shared.utf8).adding([
            "schemas": schemas, "responses": apiResponses.adding(try JSON(parsing: controlResponses.utf8)),
        ])
    }

    private static let shared = #"""
        {
          "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "description": "A token of POST auth"},
            "controlToken": {
              "type": "http", "scheme": "bearer",
              "description": "The token of --control-token. Without that option the control API needs none, and \#
        answers this machine under its own names only."
            }
          },
          "headers": {
            "RateLimit": {
              "description": "Requests a user has in a window; not with --rate-limit off",
              "schema": {"type": "integer", "minimum": 0}
            },
            "RateRemaining": {
              "description": "Requests that are left in it", "schema": {"type": "integer", "minimum": 0}
            },
            "RateReset": {
              "description": "Seconds until it ends, rounded up", "schema": {"type": "integer", "minimum": 0}
            }
          },
          "parameters": {
            "Organization": {
              "name": "organization", "in": "query",
              "description": "Narrows the call to one organization: the domain of its logins.",
              "schema": {"type": "string", "minLength": 1}
            },
            "TaskID": {
              "name": "id", "in": "path", "required": true, "example": 1,
              "schema": {"type": "integer", "format": "int64", "minimum": 1, "maximum": 9223372036854775807}
            },
            "FileID": {
              "name": "id", "in": "path", "required": true, "example": 7,
              "schema": {"$ref": "#/components/schemas/FileID"}
            }
          },
          "requestBodies": {
            "Article": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {"$ref": "#/components/schemas/ArticleRequest"},
                  "examples": {
                    "file": {
                      "value": {
                        "title": "How to",
                        "body": "See [a.txt](/services/kb?Id=4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d)."
                      }
                    },
                    "plain": {"value": {"title": "How to"}}
                  }
                }
              }
            },
            "Tokens": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {"$ref": "#/components/schemas/Tokens"},
                  "examples": {
                    "login": {"value": {"login": "anna@example.com"}},
                    "token": {"value": {"access_token": "9b0c"}}
                  }
                }
              }
            }
          }
        }
        """#
}
