// The two ways by which `pyrus-files verify client` drives a client, as in protocol.py.
import { createInterface } from "node:readline";

const takes = { upload: ["path"], download: ["file_id", "folder"], roundtrip: ["path", "folder"] };
const statuses = { ok: 0, error: 1, unsupported: 2 };
const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("PYRUS_")));

/** An error that the client reported; any other is the adapter's own fault and ends the process. */
export class Reported extends Error {
  constructor(text, code) {
    super(text);
    this.code = code;
  }
}

/** What a promise of the client's comes to; its rejection is the client's way to say that it failed, however odd. */
export async function client(promise) {
  try {
    return await promise;
  } catch (error) {
    throw new Reported([error, error.cause].filter(Boolean).join(": "));
  }
}

async function outcome(operations, operation, given, environment) {
  if (!Object.hasOwn(takes, operation)) return { unsupported: true };
  try {
    return { ok: await operations[operation](environment, ...takes[operation].map((name) => given[name])) };
  } catch (error) {
    if (error instanceof Reported) return { error: { error: error.message, error_code: error.code } };
    throw error;
  }
}

const say = (message) => console.log(JSON.stringify(message));

async function command(operations, hello, [operation, ...values]) {
  if (operation === "hello") return say(hello);
  const given = Object.fromEntries((takes[operation] ?? []).map((name, place) => [name, values[place]]));
  const result = await outcome(operations, operation, given, own);
  const [[kind, said]] = Object.entries(result);
  say(kind === "unsupported" ? result : said);
  process.exitCode = statuses[kind];
}

function lines(operations, hello) {
  say(hello);
  createInterface({ input: process.stdin }).on("line", async (line) => {
    const { id, op, environment = own, ...given } = JSON.parse(line);
    say({ id, ...(await outcome(operations, op, given, environment)) });
  });
}

export async function serve(client, version, operations) {
  const hello = { hello: { protocol: 1, client, version, operations: Object.keys(takes) } };
  const [first, ...rest] = process.argv.slice(2);
  return first === "--lines" ? lines(operations, hello) : command(operations, hello, [first, ...rest]);
}
