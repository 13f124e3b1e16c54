extension OpenAPIComponents {
    static let controlResponses = #"""
        {
          "ControlBadRequest": {
            "description": "The call has to be another one: a sentence of what would be right",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {"$ref": "#/components/schemas/ControlError"}, {"$ref": "#/components/schemas/Message"}
                  ]
                },
                "example": {"error": "The path has to end in a task's id, a whole number."}
              }
            }
          },
          "ControlForbidden": {
            "description": "A peer, a Host or a token that may not call it",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/ControlError"},
                "example": {"error": "The control API answers under localhost, 127.0.0.1 or [::1] only."}
              }
            }
          },
          "ControlNotFound": {
            "description": "There is no such thing",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/ControlError"},
                "example": {"error": "There is no such upload."}
              }
            }
          },
          "ControlLate": {
            "description": "The request did not come whole in time",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}}
          },
          "ControlServerError": {
            "description": "A fault of the server: a full disk, a broken database",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [{"$ref": "#/components/schemas/Error"}, {"$ref": "#/components/schemas/Message"}]
                }
              }
            }
          },
          "OK": {
            "description": "It is well",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": ["status"],
                  "properties": {"status": {"const": "ok"}},
                  "additionalProperties": false
                },
                "example": {"status": "ok"}
              }
            }
          },
          "Done": {
            "description": "It is done",
            "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Nothing"}, "example": {}}
            }
          },
          "Removed": {
            "description": "How many were removed",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": ["removed"],
                  "properties": {"removed": {"type": "integer", "minimum": 0}},
                  "additionalProperties": false
                },
                "example": {"removed": 1}
              }
            }
          },
          "ClockChange": {
            "description": "The clock, and the guids of the uploads that fell due",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClockMembers",
                  "required": ["expired"],
                  "properties": {
                    "expired": {"type": "array", "items": {"$ref": "#/components/schemas/GUID"}}
                  },
                  "unevaluatedProperties": false
                },
                "example": {"now": "2026-02-01T13:00:00Z", "frozen": false, "expired": []}
              }
            }
          },
          "OrganizationTask": {
            "description": "The task, and whose it is",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/OrganizationTask"},
                "example": {
                  "id": 4711, "text": "A task to comment on", "create_date": "2026-01-31T12:00:00Z",
                  "last_modified_date": "2026-01-31T12:00:00Z", "organization": "example.com"
                }
              }
            }
          },
          "OrganizationFile": {
            "description": "The file, and whose it is",
            "content": {
              "application/json": {
                "schema": {"$ref": "#/components/schemas/OrganizationFile"},
                "example": {
                  "id": 7, "name": "a.txt", "size": 5, "version": 1, "md5": "5d41402abc4b2a76b9719d911017c592",
                  "url": "http://127.0.0.1:8080/services/attachment?Id=7", "organization": "example.com"
                }
              }
            }
          },
          "Faults": {
            "description": "The list, and how many requests met each",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": ["faults"],
                  "properties": {
                    "faults": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["kind", "skip", "times", "used"],
                        "properties": {
                          "kind": {"type": "string"}, "skip": {"type": "integer"},
                          "times": {"type": "integer"}, "used": {"type": "integer", "minimum": 0}
                        }
                      }
                    }
                  },
                  "additionalProperties": false
                },
                "example": {"faults": [{"kind": "truncate", "after": 100, "skip": 0, "times": 1, "used": 0}]}
              }
            }
          }
        }
        """#
}
