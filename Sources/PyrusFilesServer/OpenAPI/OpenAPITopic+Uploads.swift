extension OpenAPITopic {
    static let uploads = api(
        "files",
        #"""
        {
          "/files/upload": {
            "post": {
              "operationId": "uploadFile",
              "summary": "Uploads one file",
              "description": "Exactly one part with a filename, which is the file whatever its name; \#
        parts without one are ignored.",
              "requestBody": {
                "required": true,
                "content": {
                  "multipart/form-data": {
                    "schema": {
                      "type": "object",
                      "required": ["file"],
                      "properties": {"file": {"type": "string", "format": "binary", "minLength": 1}}
                    },
                    "examples": {"text": {"value": {"file": "hello"}}}
                  }
                }
              },
              "responses": {
                "200": {
                  "description": "What an attachment names, and the MD5 of the file's bytes",
                  "content": {
                    "application/json": {
                      "schema": {"$ref": "#/components/schemas/Receipt"},
                      "example": {
                        "guid": "4a2b7c1d-0e5f-4b6a-9c8d-7e6f5a4b3c2d",
                        "md5_hash": "5d41402abc4b2a76b9719d911017c592"
                      }
                    }
                  }
                }
              }
            }
          }
        }
        """#)
}
