extension OpenAPIComponents {
    static let apiSchemas = #"""
        {
          "Error": {
            "type": "object",
            "required": ["error", "error_code"],
            "properties": {
              "error": {"type": "string", "description": "For people; may change"},
              "error_code": {"$ref": "#/components/schemas/ErrorCode"}
            },
            "additionalProperties": false
          },
          "Message": {
            "description": "What stands below the API",
            "type": "object",
            "required": ["Message"],
            "properties": {"Message": {"type": "string"}},
            "additionalProperties": false
          },
          "Nothing": {"type": "object", "additionalProperties": false},
          "GUID": {
            "type": "string", "format": "uuid",
            "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
          },
          "MD5": {
            "description": "Lower-case, or upper-case under --profile observed",
            "type": "string", "pattern": "^([0-9a-f]{32}|[0-9A-F]{32})$"
          },
          "Time": {"type": "string", "format": "date-time", "pattern": "Z$"},
          "FileID": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 2147483647},
          "FileName": {"type": "string"},
          "Credentials": {
            "type": "object",
            "required": ["login", "security_key"],
            "properties": {
              "login": {"type": "string"},
              "security_key": {"type": "string"},
              "person_id": {"$ref": "#/components/schemas/OptionalInteger"}
            }
          },
          "OptionalInteger": {
            "type": ["integer", "null"], "format": "int64",
            "minimum": -9223372036854775808, "maximum": 9223372036854775807
          },
          "Authorization": {
            "type": "object",
            "required": ["access_token"],
            "properties": {
              "access_token": {"type": "string"},
              "api_url": {"type": "string", "format": "uri", "pattern": "/$"},
              "files_url": {"type": "string", "format": "uri", "pattern": "/$"}
            },
            "additionalProperties": false
          },
          "Receipt": {
            "type": "object",
            "required": ["guid", "md5_hash"],
            "properties": {
              "guid": {"$ref": "#/components/schemas/GUID"}, "md5_hash": {"$ref": "#/components/schemas/MD5"}
            },
            "additionalProperties": false
          },
          "AttachmentRequest": {
            "description": "A guid; or a guid, a file that is attached already, or a link",
            "anyOf": [
              {"type": "string"},
              {
                "type": "object",
                "required": ["guid"],
                "properties": {
                  "guid": {"type": "string"},
                  "root_id": {
                    "description": "A version of the file that this becomes the next version of",
                    "type": ["integer", "null"], "minimum": -2147483648, "maximum": 2147483647
                  },
                  "name": {"type": ["string", "null"]},
                  "attachment_id": {"type": "null"},
                  "url": {"type": "null"}
                }
              },
              {
                "type": "object",
                "required": ["attachment_id"],
                "properties": {
                  "attachment_id": {"type": "integer", "minimum": -2147483648, "maximum": 2147483647},
                  "name": {"type": ["string", "null"]},
                  "guid": {"type": "null"},
                  "root_id": {"type": "null"},
                  "url": {"type": "null"}
                }
              },
              {
                "type": "object",
                "required": ["url"],
                "properties": {
                  "url": {"type": "string"},
                  "name": {"type": ["string", "null"]},
                  "guid": {"type": "null"},
                  "root_id": {"type": "null"},
                  "attachment_id": {"type": "null"}
                }
              }
            ]
          },
          "FieldRequest": {
            "description": "Named by id or name. A value that is a list of attachments is a file field's, any other \#
        is kept and returned as it came.",
            "type": "object",
            "properties": {
              "id": {"$ref": "#/components/schemas/OptionalInteger"},
              "name": {"type": ["string", "null"]}
            },
            "anyOf": [
              {"required": ["id"], "properties": {"id": {"type": "integer"}}},
              {"required": ["name"], "properties": {"name": {"type": "string"}}}
            ]
          },
          "TaskRequest": {
            "type": "object",
            "properties": {
              "text": {"type": ["string", "null"]},
              "attachments": {
                "type": ["array", "null"], "items": {"$ref": "#/components/schemas/AttachmentRequest"}
              },
              "fields": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/FieldRequest"}},
              "form_id": {"description": "Comes back as sent"},
              "subject": {"description": "Comes back as sent"}
            },
            "anyOf": [
              {"required": ["text"], "properties": {"text": {"type": "string"}}},
              {"required": ["fields"], "properties": {"fields": {"type": "array"}}}
            ]
          },
          "CommentRequest": {
            "type": "object",
            "properties": {
              "text": {"type": ["string", "null"]},
              "attachments": {
                "type": ["array", "null"], "items": {"$ref": "#/components/schemas/AttachmentRequest"}
              },
              "field_updates": {
                "type": ["array", "null"], "items": {"$ref": "#/components/schemas/FieldRequest"}
              }
            }
          },
          "TaskMembers": {
            "type": "object",
            "required": ["id", "create_date", "last_modified_date"],
            "properties": {
              "id": {"type": "integer", "minimum": 1},
              "text": {"type": "string", "minLength": 1},
              "create_date": {"$ref": "#/components/schemas/Time"},
              "last_modified_date": {"$ref": "#/components/schemas/Time"},
              "author": {"$ref": "#/components/schemas/Author"},
              "form_id": {},
              "subject": {},
              "fields": {"$ref": "#/components/schemas/Fields"},
              "attachments": {"$ref": "#/components/schemas/Attachments"},
              "comments": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Comment"}}
            }
          },
          "Task": {"$ref": "#/components/schemas/TaskMembers", "unevaluatedProperties": false},
          "Comment": {
            "type": "object",
            "required": ["id", "create_date", "author"],
            "properties": {
              "id": {"type": "integer", "minimum": 1},
              "text": {"type": "string", "minLength": 1},
              "create_date": {"$ref": "#/components/schemas/Time"},
              "author": {"$ref": "#/components/schemas/Author"},
              "attachments": {"$ref": "#/components/schemas/Attachments"},
              "field_updates": {"$ref": "#/components/schemas/Fields"}
            },
            "additionalProperties": false
          },
          "Fields": {
            "description": "As they were sent; a file field has the type file, and files as its value",
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "anyOf": [{"required": ["id"]}, {"required": ["name"]}]}
          },
          "Author": {
            "type": "object",
            "required": ["id", "first_name", "email"],
            "properties": {
              "id": {"type": "integer"}, "first_name": {"type": "string"}, "email": {"type": "string"}
            },
            "additionalProperties": false
          },
          "Attachments": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"$ref": "#/components/schemas/File"}, {"$ref": "#/components/schemas/Link"}]}
          },
          "FileMembers": {
            "type": "object",
            "required": ["id", "name", "size", "version", "md5", "url"],
            "properties": {
              "id": {"$ref": "#/components/schemas/FileID"},
              "name": {"$ref": "#/components/schemas/FileName"},
              "size": {"type": "integer", "minimum": 1},
              "version": {"type": "integer", "minimum": 1},
              "md5": {"$ref": "#/components/schemas/MD5"},
              "url": {"type": "string"},
              "root_id": {
                "description": "The file's first version, on a later one", "$ref": "#/components/schemas/FileID"
              }
            }
          },
          "File": {"$ref": "#/components/schemas/FileMembers", "unevaluatedProperties": false},
          "Link": {
            "type": "object",
            "required": ["id", "name", "url"],
            "properties": {
              "id": {"$ref": "#/components/schemas/FileID"},
              "name": {"type": "string"},
              "url": {"type": "string"}
            },
            "additionalProperties": false
          },
          "ArticleRequest": {
            "type": "object",
            "required": ["title"],
            "properties": {
              "title": {"type": "string"},
              "body": {"type": ["string", "null"]},
              "parent_id": {"$ref": "#/components/schemas/OptionalInteger"}
            }
          },
          "Article": {
            "type": "object",
            "required": ["id", "title"],
            "properties": {
              "id": {"type": "integer", "minimum": 1},
              "title": {"type": "string"},
              "body": {"type": "string", "minLength": 1},
              "parent_id": {"type": "integer"},
              "attachments": {
                "type": "array",
                "minItems": 1,
                "items": {
                  "type": "object",
                  "required": ["id", "name", "size", "url"],
                  "properties": {
                    "id": {"$ref": "#/components/schemas/GUID"},
                    "name": {"$ref": "#/components/schemas/FileName"},
                    "size": {"type": "integer", "minimum": 1},
                    "url": {"type": "string"}
                  },
                  "additionalProperties": false
                }
              }
            },
            "additionalProperties": false
          }
        }
        """#
}
