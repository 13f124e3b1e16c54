"""A server of the API as somebody would write it in an afternoon, from the help page of the Files API and nothing else: one file of
Flask, with a form parser that splits at the boundary. It is no part of the project and is not mended: the kit judges it as it comes.

    python help_page_server.py PORT
"""

import hashlib
import io
import re
import sys
import uuid

from flask import Flask, jsonify, request, send_file

app = Flask(__name__)
uploads: dict[str, tuple[str, bytes]] = {}
files: dict[int, tuple[str, bytes]] = {}
tasks: dict[int, dict] = {1: {"id": 1, "text": "A task", "comments": []}}


@app.before_request
def authorize():
    if request.path.endswith("/auth"):
        return None
    if request.headers.get("Authorization") != "Bearer local-token":
        return jsonify(error="The authorization token is invalid.", error_code="invalid_token"), 401
    return None


@app.post("/v4/auth")
def auth():
    root = request.host_url
    return jsonify(access_token="local-token", api_url=root + "v4/", files_url=root)


def parse_form(content_type: str, body: bytes):
    """The files of a multipart form: names and contents."""
    if "boundary=" not in content_type:
        return []
    boundary = b"--" + content_type.split("boundary=")[1].strip('"').encode()
    found = []
    for part in body.split(boundary):
        head, blank, content = part.partition(b"\r\n\r\n")
        name = re.search(rb'filename="(.*?)"', head)
        if blank and name:
            found.append((name[1].decode(errors="replace"), content.removesuffix(b"\r\n")))
    return found


@app.post("/v4/files/upload")
def upload():
    found = parse_form(request.headers.get("Content-Type", ""), request.get_data())
    if not found:
        return jsonify(error="No file.", error_code="no_file_in_request"), 400
    name, content = found[0]
    guid = str(uuid.uuid4())
    uploads[guid] = (name, content)
    return jsonify(guid=guid, md5_hash=hashlib.md5(content).hexdigest())


@app.post("/v4/tasks/<int:task_id>/comments")
def comment(task_id: int):
    task = tasks.get(task_id)
    if task is None:
        return jsonify(error="No such task.", error_code="access_denied"), 403
    body = request.get_json(force=True)
    attachments = []
    for item in body.get("attachments", []):
        guid = item["guid"] if isinstance(item, dict) else item
        name, content = uploads[guid]
        file_id = 1000 + len(files)
        files[file_id] = (name, content)
        attachments.append({
            "id": file_id, "name": name, "size": len(content), "version": 1,
            "md5": hashlib.md5(content).hexdigest(), "url": f"{request.host_url}services/attachment?Id={file_id}"})
    task["comments"].append({"id": len(task["comments"]) + 1, "text": body.get("text", ""), "attachments": attachments})
    return jsonify(task=task)


@app.get("/v4/tasks/<int:task_id>")
def task(task_id: int):
    return jsonify(task=tasks[task_id])


@app.get("/v4/files/download/<int:file_id>")
def download(file_id: int):
    if file_id not in files:
        return jsonify(error="No such file.", error_code="unrecognized_attachment_id"), 400
    name, content = files[file_id]
    return send_file(io.BytesIO(content), "application/octet-stream", as_attachment=True, download_name=name)


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), threaded=True)
