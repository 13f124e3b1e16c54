// Node 20 reads no proxy from its environment: undici's ProxyAgent is given it. `node with_undici.cjs FILE COPY`
const { readFileSync, writeFileSync } = require("node:fs");
const { basename } = require("node:path");
const { File, FormData, ProxyAgent, fetch, setGlobalDispatcher } = require("undici");

setGlobalDispatcher(new ProxyAgent(process.env.HTTPS_PROXY));

async function done(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response;
}

async function main([source, copy]) {
  const json = { "Content-Type": "application/json" };
  const credentials = JSON.stringify({ login: "bot@example.test", security_key: "key" });
  const auth = { method: "POST", headers: json, body: credentials };
  const { access_token, api_url } = await (await done("https://accounts.pyrus.com/api/v4/auth", auth)).json();
  const headers = { Authorization: `Bearer ${access_token}` };
  const form = new FormData();
  form.append("file", new File([readFileSync(source)], basename(source)));
  const uploaded = await (await done(api_url + "files/upload", { method: "POST", headers, body: form })).json();
  const comment = JSON.stringify({ text: "see attached", attachments: [uploaded.guid] });
  const commenting = { method: "POST", headers: { ...headers, ...json }, body: comment };
  const { task } = await (await done(api_url + "tasks/1/comments", commenting)).json();
  const [file] = task.comments.at(-1).attachments;
  const download = await done(file.url, { headers });
  writeFileSync(copy, Buffer.from(await download.arrayBuffer()));
}

main(process.argv.slice(2));
