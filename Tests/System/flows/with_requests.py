"""The API by hand, with requests; the file once from each host that has it. `with_requests.py FILE COPY`"""

import sys
from pathlib import Path

import requests

source, copy = map(Path, sys.argv[1:])
session = requests.Session()


def done(response: requests.Response) -> requests.Response:
    response.raise_for_status()
    return response


credentials = {"login": "bot@example.test", "security_key": "key"}
auth = done(session.post("https://accounts.pyrus.com/api/v4/auth", json=credentials)).json()
session.headers["Authorization"] = "Bearer " + auth["access_token"]
api = auth["api_url"]
with source.open("rb") as file:
    uploaded = done(session.post(api + "files/upload", files={"file": file})).json()
comment = {"text": "see attached", "attachments": [uploaded["guid"]]}
task = done(session.post(api + "tasks/1/comments", json=comment)).json()["task"]
[attached] = task["comments"][-1]["attachments"]
content = done(session.get(f"{api}files/download/{attached['id']}")).content
for url in (attached["url"], f"https://pyrus.com/services/attachment?Id={attached['id']}"):
    assert done(session.get(url)).content == content
copy.write_bytes(content)
