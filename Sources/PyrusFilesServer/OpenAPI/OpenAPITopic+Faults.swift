extension OpenAPITopic {
    static let faults = control(
        "faults",
        #"""
        {
          "/faults": {
            "parameters": [{"$ref": "#/components/parameters/Organization"}],
            "get": {
              "operationId": "listFaults",
              "responses": {"200": {"$ref": "#/components/responses/Faults"}}
            },
            "put": {
              "operationId": "setFaults",
              "summary": "Replaces the list of the faults that are to happen",
              "description": "The first that matches a request and is not used up applies. A request may name its \#
        own in the header X-Pyrus-Fault: truncate; after=100.",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["faults"],
                      "properties": {
                        "faults": {
                          "type": "array", "maxItems": 1000, "items": {"$ref": "#/components/schemas/Fault"}
                        }
                      },
                      "additionalProperties": false
                    },
                    "examples": {
                      "truncate": {
                        "value": {
                          "faults": [{"operation": "download", "kind": "truncate", "after": 100, "times": 1}]
                        }
                      },
                      "status": {
                        "value": {
                          "faults": [
                            {"kind": "status", "error_code": "server_error", "skip": 2, "times": 0},
                            {"kind": "status", "status": 503, "headers": [["Retry-After", "1"]], "path": "/v4/*"}
                          ]
                        }
                      },
                      "none": {"value": {"faults": []}}
                    }
                  }
                }
              },
              "responses": {"200": {"$ref": "#/components/responses/Faults"}}
            },
            "delete": {
              "operationId": "removeFaults",
              "responses": {"200": {"$ref": "#/components/responses/Removed"}}
            }
          }
        }
        """#)
}
