// An integration's calls of Pyrus, and their tests, with nothing but Node.js 20 or newer:
//
//     pyrus-files exec -- node --test invoices.test.mjs
//
// `exec` starts a server with data of its own, runs the command with the addresses in its environment, and ends with
// it, with its exit status. The tests find PYRUS_API_URL, PYRUS_AUTH_URL, PYRUS_CONTROL_URL and PYRUS_TASK_ID there. A
// server that is started by other means does as well; one in a container or on another machine wants its
// --control-token, here in PYRUS_CONTROL_TOKEN.

import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";

const { PYRUS_API_URL, PYRUS_AUTH_URL, PYRUS_CONTROL_URL, PYRUS_CONTROL_TOKEN, PYRUS_TASK_ID } = process.env;
assert.ok(PYRUS_API_URL, "There is no PYRUS_API_URL: run this as pyrus-files exec -- node --test invoices.test.mjs");

// The integration.

class Invoices {
    constructor(apiUrl, accessToken) {
        this.apiUrl = apiUrl;
        this.headers = { Authorization: `Bearer ${accessToken}` };
    }

    async upload(name, content) {
        const form = new FormData();
        form.append("file", new Blob([content]), name);
        const { guid, md5_hash } = await (await this.#call("files/upload", { method: "POST", body: form })).json();
        if (md5_hash.toLowerCase() !== createHash("md5").update(content).digest("hex")) {
            throw new Error(`${name} did not arrive as it was sent.`);
        }
        return guid;
    }

    async attach(guid, taskId) {
        const body = JSON.stringify({ text: "An invoice", attachments: [guid] });
        const { task } = await (await this.#call(`tasks/${taskId}/comments`, { method: "POST", body })).json();
        return task.comments.at(-1).attachments[0].id;
    }

    async download(id) {
        return Buffer.from(await (await this.#call(`files/download/${id}`)).arrayBuffer());
    }

    /** One request; the same again, up to twice and later, where there were too many. */
    async #call(path, request, attempts = 3) {
        const answer = await fetch(this.apiUrl + path, { ...request, headers: this.headers });
        if (answer.status === 429 && attempts > 1) {
            await answer.body?.cancel();
            const seconds = Number(answer.headers.get("Retry-After") ?? 1);
            await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
            return this.#call(path, request, attempts - 1);
        }
        if (!answer.ok) {
            throw new Error(`${answer.status}: ${await answer.text()}`);
        }
        return answer;
    }
}

// The tests, each with an organization of its own: the domain of the login that it uses.

class Organization {
    name = `${randomUUID()}.test`;

    async invoices() {
        const body = JSON.stringify({ login: `bot@${this.name}`, security_key: "key" });
        const { access_token } = await (await fetch(PYRUS_AUTH_URL, { method: "POST", body })).json();
        return new Invoices(PYRUS_API_URL, access_token);
    }

    /** A call of the control API, for this organization alone. */
    async control(method, path, document) {
        const url = new URL(path, PYRUS_CONTROL_URL);
        url.searchParams.set("organization", this.name);
        const headers = PYRUS_CONTROL_TOKEN ? { Authorization: `Bearer ${PYRUS_CONTROL_TOKEN}` } : {};
        const answer = await fetch(url, { method, headers, body: document && JSON.stringify(document) });
        assert.ok(answer.ok, `${method} ${url}: ${answer.status}`);
        return answer.json();
    }
}

const content = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 256));

test("an invoice is attached and comes back", async () => {
    const invoices = await new Organization().invoices();
    const id = await invoices.attach(await invoices.upload("Счёт 17.pdf", content), PYRUS_TASK_ID);
    assert.deepEqual(await invoices.download(id), content);
});

test("what is one request too many is sent again", async () => {
    const pyrus = new Organization();
    const invoices = await pyrus.invoices();
    const headers = [["Retry-After", "0"]];
    const fault = { operation: "upload", kind: "status", error_code: "too_many_requests", headers };
    await pyrus.control("PUT", "faults", { faults: [fault] });
    assert.ok(await invoices.upload("invoice.pdf", content));
    const { requests } = await pyrus.control("GET", "requests?path=*/files/upload");
    assert.deepEqual(requests.map(({ status }) => status), [429, 200]);
});

test("half a download is none", async () => {
    const pyrus = new Organization();
    const invoices = await pyrus.invoices();
    const id = await invoices.attach(await invoices.upload("invoice.pdf", content), PYRUS_TASK_ID);
    await pyrus.control("PUT", "faults", { faults: [{ operation: "download", kind: "truncate", after: 100 }] });
    await assert.rejects(invoices.download(id), TypeError);
});

test("an upload that nothing refers to is gone after a day", async () => {
    const pyrus = new Organization();
    const guid = await (await pyrus.invoices()).upload("invoice.pdf", content);
    const { expired } = await pyrus.control("POST", "clock/advance", { seconds: 24 * 60 * 60 });
    assert.deepEqual(expired, [guid]);
    // So is the token, hence another.
    await assert.rejects((await pyrus.invoices()).attach(guid, PYRUS_TASK_ID), /^Error: 400/);
});

test("what it sends is what a careful client sends", async () => {
    const pyrus = new Organization();
    await (await pyrus.invoices()).upload("invoice.pdf", content);
    const { requests: [upload] } = await pyrus.control("GET", "requests?path=*/files/upload");
    assert.deepEqual(upload.parts, [{ name: "file", filename: "invoice.pdf", size: content.length }]);
    // The boundary is the work of Node.js, whose older versions make it of few random digits.
    assert.deepEqual(upload.notes.filter(({ rule }) => rule !== "boundary-short"), []);
});
