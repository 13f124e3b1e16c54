"""The integration against a Pyrus that works, one that does not, and one on which a day has passed."""

import pytest
import requests

from invoices import Invoices

DAY = 24 * 60 * 60


@pytest.fixture
def invoices(pyrus):
    return Invoices(pyrus.api_url, pyrus.log_in())


@pytest.fixture
def invoice(tmp_path):
    path = tmp_path / "Invoice 17.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    return path


def test_an_invoice_is_attached_and_comes_back(pyrus, invoices, invoice, tmp_path):
    file_id = invoices.attach(invoices.upload(invoice), pyrus.task_id)
    invoices.download(file_id, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == invoice.read_bytes()


def test_what_is_one_request_too_many_is_sent_again(pyrus, invoices, invoice):
    pyrus.inject(operation="upload", kind="status", error_code="too_many_requests", headers=[["Retry-After", "0"]])
    assert invoices.upload(invoice)
    uploads = pyrus.control("GET", "requests")["requests"][-2:]
    assert [request["status"] for request in uploads] == [429, 200]


def test_it_does_not_ask_for_ever(pyrus, invoices, invoice):
    pyrus.inject(
        operation="upload", kind="status", error_code="too_many_requests", headers=[["Retry-After", "0"]], times=0)
    with pytest.raises(requests.HTTPError, match="429"):
        invoices.upload(invoice)
    assert pyrus.control("GET", "uploads")["uploads"] == []


def test_half_a_download_is_none(pyrus, invoices, invoice, tmp_path):
    file_id = invoices.attach(invoices.upload(invoice), pyrus.task_id)
    pyrus.inject(operation="download", kind="truncate", after=100)
    with pytest.raises(requests.RequestException, match="IncompleteRead"):
        invoices.download(file_id, tmp_path / "copy.pdf")
    assert not (tmp_path / "copy.pdf").exists()


def test_an_upload_with_another_md5_is_an_error(pyrus, invoices, invoice):
    pyrus.inject(operation="upload", kind="wrong-md5")
    with pytest.raises(OSError, match="did not arrive"):
        invoices.upload(invoice)


def test_an_upload_that_nothing_refers_to_is_gone_after_a_day(pyrus, invoices, invoice):
    forgotten, attached = invoices.upload(invoice), invoices.upload(invoice)
    invoices.attach(attached, pyrus.task_id)
    assert pyrus.control("POST", "clock/advance", {"seconds": DAY})["expired"] == [forgotten]
    # So is the token.
    with pytest.raises(requests.HTTPError, match="401"):
        invoices.attach(forgotten, pyrus.task_id)
    with pytest.raises(requests.HTTPError, match="400"):
        Invoices(pyrus.api_url, pyrus.log_in()).attach(forgotten, pyrus.task_id)


def test_what_it_sends_is_what_a_careful_client_sends(pyrus, invoices, invoice):
    invoices.upload(invoice)
    [upload] = pyrus.control("GET", "requests?path=*/files/upload")["requests"]
    assert upload["parts"] == [{"name": "file", "filename": "Invoice 17.pdf", "size": invoice.stat().st_size}]
    assert upload["notes"] == []
