extension OpenAPIComponents {
    static let apiResponses = #"""
        {
          "BadRequest": {
            "description": "The request is not what the operation takes, or no proper HTTP",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {"$ref": "#/components/schemas/Error"}, {"$ref": "#/components/schemas/Message"},
                    {"$ref": "#/components/schemas/ControlError"}
                  ]
                },
                "examples": {
                  "error": {"value": {"error": "The request body is empty.", "error_code": "empty_body"}},
                  "message": {"value": {"Message": "The request is malformed: it has no Host."}},
                  "fault": {"value": {"error": "The kind \"cut\" is unknown."}}
                }
              }
            }
          },
          "Unauthorized": {
            "description": "No token or key, or one that is not good",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Error"},
                "example": {"error": "Invalid login/secret_key.", "error_code": "invalid_credentials"}
              }
            }
          },
          "AccessDenied": {
            "description": "Another organization's, or a task that is none",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Error"},
                "example": {"error": "You have no access to this object.", "error_code": "access_denied"}
              }
            }
          },
          "NotFound": {
            "description": "No such file or article; or a path that is none",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [{"$ref": "#/components/schemas/Error"}, {"$ref": "#/components/schemas/Message"}]
                },
                "example": {"error": "The file does not exist.", "error_code": "file_is_missing"}
              }
            }
          },
          "Late": {
            "description": "The request did not come whole in time",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Message"},
                "example": {"Message": "The request's body did not arrive in time."}
              }
            }
          },
          "ExpectationFailed": {
            "description": "Expect is something else than 100-continue",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Message"},
                "example": {"Message": "Nothing but 100-continue can be expected."}
              }
            }
          },
          "TooManyRequests": {
            "description": "The user's requests of this window are used up",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Error"},
                "example": {
                  "error": "You have reached the limit of requests per 10 minutes",
                  "error_code": "too_many_requests"
                }
              }
            }
          },
          "ServerError": {
            "description": "A fault of the server: a full disk, a broken database",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [{"$ref": "#/components/schemas/Error"}, {"$ref": "#/components/schemas/Message"}]
                },
                "example": {"error": "Something went wrong on the server.", "error_code": "server_error"}
              }
            }
          },
          "Download": {
            "description": "The file, byte for byte",
            "headers": {
              "Content-Disposition": {
                "required": true, "description": "attachment, and the file's name", "schema": {"type": "string"}
              }
            },
            "content": {"application/octet-stream": {}}
          },
          "Task": {
            "description": "The task as it now is",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": ["task"],
                  "properties": {"task": {"$ref": "#/components/schemas/Task"}},
                  "additionalProperties": false
                },
                "example": {
                  "task": {
                    "id": 1, "text": "Please see the file.",
                    "create_date": "2026-01-31T12:00:00Z", "last_modified_date": "2026-01-31T12:05:00Z",
                    "author": {"id": 1, "first_name": "anna", "email": "anna@example.com"},
                    "comments": [
                      {
                        "id": 2, "create_date": "2026-01-31T12:05:00Z",
                        "author": {"id": 1, "first_name": "anna", "email": "anna@example.com"},
                        "attachments": [
                          {
                            "id": 7, "name": "a.txt", "size": 5, "version": 1,
                            "md5": "5d41402abc4b2a76b9719d911017c592",
                            "url": "http://127.0.0.1:8080/services/attachment?Id=7"
                          },
                          {"id": 8, "name": "b.txt", "url": "http://localhost/b.txt"}
                        ]
                      }
                    ]
                  }
                }
              }
            }
          },
          "Article": {
            "description": "The article, with the uploads that it refers to",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/Article"},
                "example": {
                  "id": 1, "title": "How to",
                  "body": "See [a.txt](/services/kb?Id=4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d).",
                  "attachments": [
                    {
                      "id": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d", "name": "a.txt", "size": 5,
                      "url": "http://127.0.0.1:8080/services/kb?Id=4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d"
                    }
                  ]
                }
              }
            }
          }
        }
        """#
}
