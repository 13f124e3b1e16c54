"""The integration under test: puts invoices into the tasks of Pyrus, and gets them back."""

import hashlib
import time
from pathlib import Path

import requests

ATTEMPTS = 3


class Invoices:
    def __init__(self, api_url, access_token):
        self._api_url = api_url
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {access_token}"

    def upload(self, path):
        """The guid of an upload that nothing refers to yet."""
        content = Path(path).read_bytes()
        form = {"file": (Path(path).name, content, "application/pdf")}
        answer = self._call("POST", "files/upload", files=form).json()
        if answer["md5_hash"].lower() != hashlib.md5(content).hexdigest():
            raise OSError(f"{path} did not arrive as it was sent.")
        return answer["guid"]

    def attach(self, guid, task_id):
        """The id of the file that the upload is now, as an attachment of a new comment."""
        comment = {"text": "An invoice", "attachments": [guid]}
        task = self._call("POST", f"tasks/{task_id}/comments", json=comment).json()["task"]
        return task["comments"][-1]["attachments"][0]["id"]

    def download(self, file_id, path):
        """Writes the file to `path`: whole, or not at all."""
        content = self._call("GET", f"files/download/{file_id}").content
        Path(path).write_bytes(content)

    def _call(self, method, path, **request):
        """One request; the same again, later, where there were too many."""
        for attempt in range(1, ATTEMPTS + 1):
            answer = self._session.request(method, self._api_url + path, timeout=30, **request)
            if answer.status_code != 429 or attempt == ATTEMPTS:
                break
            time.sleep(float(answer.headers.get("Retry-After", 1)))
        answer.raise_for_status()
        return answer
