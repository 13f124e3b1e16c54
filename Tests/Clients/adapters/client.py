"""What an adapter makes of its client, and what those that know nothing of Pyrus share."""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Iterator

Environment = dict[str, str]


class Reported(Exception):
    """An error that the client reports in another way than by an exception of its own."""

    def __init__(self, text: str, code: str | None = None) -> None:
        super().__init__(text)
        self.error_code = code

    @classmethod
    def in_answer(cls, body: str | bytes, otherwise: object) -> "Reported":
        """What an error answer says of itself; where it is not the API's JSON, what the client says of it."""
        try:
            said = json.loads(body)
            return cls(said["error"], said.get("error_code"))
        except (ValueError, LookupError, TypeError):
            return cls(str(otherwise))


class Client:
    """One client, with the addresses and credentials of one environment. Its operations return what is answered."""

    name: str
    version: str

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.api_url = environment["PYRUS_API_URL"]
        self.task_id = int(environment["PYRUS_TASK_ID"])

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": "Bearer " + self.environment["PYRUS_ACCESS_TOKEN"]}

    def upload(self, path: str) -> dict[str, Any]:
        raise NotImplementedError

    def attach(self, guid: str) -> int:
        """Comments on the task and returns the id that the file has in the answer."""
        raise NotImplementedError

    def download(self, file_id: int | str, folder: str) -> dict[str, Any]:
        raise NotImplementedError

    def roundtrip(self, path: str, folder: str) -> dict[str, Any]:
        uploaded = self.upload(path)
        file_id = self.attach(uploaded["guid"])
        return uploaded | {"id": file_id} | self.download(file_id, folder)

    def close(self) -> None:
        """Called when no operation will come any more."""


def receipt(answer: dict[str, Any]) -> dict[str, Any]:
    """Of a client that reads no receipts: what a script would take out of one, which fails where it is not there."""
    try:
        return {key: answer[key] for key in ("guid", "md5_hash")}
    except LookupError as error:
        raise Reported(f"The answer has no {error}.") from error


def newest_file(answer: dict[str, Any]) -> int:
    """The id of the file that came with the task's last comment, in the answer to that comment."""
    return answer["task"]["comments"][-1]["attachments"][-1]["id"]


@contextmanager
def new_file(folder: str) -> Iterator[BinaryIO]:
    """For a client that hands out bytes: a file of the adapter's choice, which stays only where all goes well."""
    path = Path(folder, "downloaded")
    with path.open("wb") as file:
        try:
            yield file
        except BaseException:
            path.unlink()
            raise
