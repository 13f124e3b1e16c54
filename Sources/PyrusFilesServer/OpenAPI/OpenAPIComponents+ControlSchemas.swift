extension OpenAPIComponents {
    static let controlSchemas = #"""
        {
          "ControlError": {
            "type": "object",
            "required": ["error"],
            "properties": {"error": {"type": "string"}},
            "additionalProperties": false
          },
          "ClockMembers": {
            "type": "object",
            "required": ["now", "frozen"],
            "properties": {"now": {"$ref": "#/components/schemas/Time"}, "frozen": {"type": "boolean"}}
          },
          "Clock": {"$ref": "#/components/schemas/ClockMembers", "unevaluatedProperties": false},
          "Tokens": {
            "description": "One of the two",
            "type": "object",
            "properties": {"access_token": {"type": "string"}, "login": {"type": "string"}},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": false
          },
          "Block": {
            "type": "object",
            "required": ["login", "blocked"],
            "properties": {"login": {"type": "string"}, "blocked": {"type": "boolean"}},
            "additionalProperties": false
          },
          "Upload": {
            "type": "object",
            "required": ["guid", "name", "size", "md5", "organization", "created", "references"],
            "properties": {
              "guid": {"$ref": "#/components/schemas/GUID"},
              "name": {"$ref": "#/components/schemas/FileName"},
              "size": {"type": "integer", "minimum": 1},
              "md5": {"$ref": "#/components/schemas/MD5"},
              "organization": {"type": "string"},
              "created": {"$ref": "#/components/schemas/Time"},
              "expires": {
                "description": "When it falls due; not while it is referred to",
                "$ref": "#/components/schemas/Time"
              },
              "references": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["kind", "id"],
                  "properties": {
                    "kind": {"enum": ["task", "comment", "field", "article", "version"]},
                    "id": {"type": ["integer", "string"]}
                  },
                  "additionalProperties": false
                }
              }
            },
            "additionalProperties": false
          },
          "GivenTask": {
            "type": "object",
            "properties": {
              "id": {"type": "integer", "format": "int64", "minimum": 1, "maximum": 9223372036854775807},
              "text": {"type": ["string", "null"]},
              "fields": {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/FieldRequest"}}
            },
            "anyOf": [
              {"required": ["text"], "properties": {"text": {"type": "string"}}},
              {"required": ["fields"], "properties": {"fields": {"type": "array"}}}
            ],
            "additionalProperties": false
          },
          "OrganizationTask": {
            "$ref": "#/components/schemas/TaskMembers",
            "required": ["organization"],
            "properties": {"organization": {"type": "string"}},
            "unevaluatedProperties": false
          },
          "OrganizationFile": {
            "$ref": "#/components/schemas/FileMembers",
            "required": ["organization"],
            "properties": {"organization": {"type": "string"}},
            "unevaluatedProperties": false
          },
          "Request": {
            "description": "A request of the imitated API; what is not known of it is left out",
            "type": "object",
            "required": ["id", "at", "body_size", "faults", "notes"],
            "properties": {
              "id": {"type": "integer", "minimum": 1},
              "at": {"$ref": "#/components/schemas/Time"},
              "organization": {"type": "string"},
              "method": {"type": "string"},
              "path": {"type": "string"},
              "headers": {
                "description": "Names and values in the order they came, tokens masked",
                "type": "array",
                "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string"}}
              },
              "boundary": {"type": "string"},
              "parts": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["size"],
                  "properties": {
                    "name": {"type": "string"}, "filename": {"type": "string"},
                    "size": {"type": "integer", "minimum": 0}
                  },
                  "additionalProperties": false
                }
              },
              "body_size": {"type": "integer", "minimum": 0},
              "status": {"type": "integer"},
              "error_code": {"type": "string"},
              "milliseconds": {"type": "integer", "minimum": 0},
              "faults": {"type": "array", "items": {"type": "string"}},
              "notes": {
                "description": "What the client's author should know",
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["rule", "text"],
                  "properties": {"rule": {"type": "string"}, "text": {"type": "string"}},
                  "additionalProperties": false
                }
              }
            },
            "additionalProperties": false
          }
        }
        """#
}
