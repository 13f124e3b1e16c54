#!/usr/bin/env node
// Node's fetch, with a file that is streamed as a Blob. It keeps its connections by itself, and reads no file's name.
import { openAsBlob } from "node:fs";
import { open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { Reported, client, serve } from "./protocol.mjs";

async function request(environment, path, options = {}) {
  const headers = { Authorization: `Bearer ${environment.PYRUS_ACCESS_TOKEN}`, ...options.headers };
  const response = await client(fetch(environment.PYRUS_API_URL + path, { ...options, headers }));
  if (!response.ok) throw refusal(response, await client(response.text()));
  return response;
}

/** What the error answer says of itself; where that is not the API's JSON, its status. */
function refusal(response, body) {
  try {
    const { error, error_code } = JSON.parse(body);
    if (error) return new Reported(error, error_code);
  } catch {}
  return new Reported(`${response.status} ${response.statusText}`);
}

async function upload(environment, path) {
  const form = new FormData();
  form.append("file", await openAsBlob(path), basename(path));
  const response = await request(environment, "files/upload", { method: "POST", body: form });
  const { guid, md5_hash } = await client(response.json());
  if (!guid || !md5_hash) throw new Reported("The answer has no guid or no md5_hash.");
  return { guid, md5_hash };
}

async function attach(environment, guid) {
  const comment = { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ attachments: [guid] }) };
  const path = `tasks/${environment.PYRUS_TASK_ID}/comments`;
  const { task } = await client((await request(environment, path, { method: "POST", ...comment })).json());
  return task.comments.at(-1).attachments.at(-1).id;
}

async function download(environment, id, folder) {
  const response = await request(environment, `files/download/${id}`);
  const path = join(folder, "downloaded");
  const file = await open(path, "w");
  try {
    await client(file.writeFile(response.body));
  } catch (error) {
    await rm(path);
    throw error;
  } finally {
    await file.close();
  }
  return { path, name: null };
}

async function roundtrip(environment, path, folder) {
  const receipt = await upload(environment, path);
  const id = await attach(environment, receipt.guid);
  return { ...receipt, id, ...(await download(environment, id, folder)) };
}

await serve("Node fetch", process.versions.node, { upload, download, roundtrip });
