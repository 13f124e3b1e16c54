extension OpenAPITopic {
    static let clock = control(
        "clock",
        #"""
        {
          "/clock": {
            "parameters": [{"$ref": "#/components/parameters/Organization"}],
            "get": {
              "operationId": "readClock",
              "summary": "The time by the server's or an organization's clock",
              "responses": {
                "200": {
                  "description": "The clock",
                  "content": {
                    "application/json": {
                      "schema": {"$ref": "#/components/schemas/Clock"},
                      "example": {"now": "2026-01-31T12:00:00Z", "frozen": false}
                    }
                  }
                }
              }
            },
            "put": {
              "operationId": "setClock",
              "summary": "Sets it, forward only, and freezes it or lets it run",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "now": {"type": "string", "format": "date-time"},
                        "frozen": {"type": "boolean"}
                      },
                      "additionalProperties": false
                    },
                    "examples": {
                      "set": {"value": {"now": "2040-01-31T12:00:00Z", "frozen": true}},
                      "run": {"value": {"frozen": false}}
                    }
                  }
                }
              },
              "responses": {"200": {"$ref": "#/components/responses/ClockChange"}}
            }
          },
          "/clock/advance": {
            "parameters": [{"$ref": "#/components/parameters/Organization"}],
            "post": {
              "operationId": "advanceClock",
              "summary": "Lets time pass; everything due has happened when it answers",
              "requestBody": {
                "required": true,
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["seconds"],
                      "properties": {
                        "seconds": {
                          "type": "integer", "format": "int64", "minimum": 0, "maximum": 300000000000,
                          "description": "Up to the end of the year 9999"
                        }
                      },
                      "additionalProperties": false
                    },
                    "examples": {"day": {"value": {"seconds": 90000}}}
                  }
                }
              },
              "responses": {"200": {"$ref": "#/components/responses/ClockChange"}}
            }
          }
        }
        """#)
}
