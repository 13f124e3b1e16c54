"""The vendor's client as it is installed. `with_pyrus_api.py FILE COPY`"""

import sys
from pathlib import Path

from pyrus import client
from pyrus.models import requests

source, copy = sys.argv[1:]
pyrus = client.PyrusAPI(login="bot@example.test", security_key="key")
assert pyrus.auth().success
uploaded = pyrus.upload_file(source)
comment = requests.TaskCommentRequest(text="see attached", attachments=[uploaded.guid])
task = pyrus.comment_task(1, comment).task
[file] = task.comments[-1].attachments
Path(copy).write_bytes(pyrus.download_file(file.id).raw_file)
