// One upload or download with Node's own fetch. The job is JSON on stdin; status and headers come back on stdout.
import { createHash } from "node:crypto";
import { createWriteStream, openAsBlob, readFileSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";

const job = JSON.parse(readFileSync(0, "utf8"));
const headers = { Authorization: `Bearer ${job.token}` };

/** The file as the ways of the platform give it: bytes in memory, a File with its own name, or a blob that streams. */
async function part(form) {
  switch (job.source) {
    case "file":
      return form.append(job.field, new File([readFileSync(job.path)], job.name, { type: "text/plain" }));
    case "unnamed":
      return form.append(job.field, new Blob([readFileSync(job.path)]));
    case "stream":
      return form.append(job.field, await openAsBlob(job.path), job.name);
    default:
      return form.append(job.field, new Blob([readFileSync(job.path)]), job.name);
  }
}

async function send() {
  if (job.operation === "download") return fetch(job.url, { headers });
  const form = new FormData();
  await part(form);
  return fetch(job.url, { method: "POST", headers, body: form });
}

const response = await send();
if (job.operation === "download" && response.ok) {
  await finished(Readable.fromWeb(response.body).pipe(createWriteStream(job.output)));
} else {
  writeFileSync(job.output, Buffer.from(await response.arrayBuffer()));
}
const md5 = createHash("md5").update(readFileSync(job.output)).digest("hex");
console.log(JSON.stringify({ status: response.status, headers: [...response.headers], md5 }));
