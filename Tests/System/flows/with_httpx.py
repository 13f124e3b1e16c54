"""The API by hand, with httpx. `with_httpx.py FILE COPY`"""

import sys
from pathlib import Path

import httpx

source, copy = map(Path, sys.argv[1:])
with httpx.Client() as client:
    credentials = {"login": "bot@example.test", "security_key": "key"}
    auth = client.post("https://accounts.pyrus.com/api/v4/auth", json=credentials).raise_for_status().json()
    client.headers["Authorization"] = "Bearer " + auth["access_token"]
    api = auth["api_url"]
    with source.open("rb") as file:
        uploaded = client.post(api + "files/upload", files={"file": file}).raise_for_status().json()
    comment = {"text": "see attached", "attachments": [uploaded["guid"]]}
    task = client.post(api + "tasks/1/comments", json=comment).raise_for_status().json()["task"]
    [attached] = task["comments"][-1]["attachments"]
    copy.write_bytes(client.get(attached["url"]).raise_for_status().content)
