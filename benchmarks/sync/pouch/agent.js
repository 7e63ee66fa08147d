// A device: a PouchDB in a folder that fills, pushes and pulls as it is told, a line of JSON each.
// node agent.js FOLDER DIRECT_URL URL BATCH_SIZE
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const PouchDB = require("pouchdb");

const [folder, direct, url, batch] = process.argv.slice(2);
const here = new PouchDB(path.join(folder, "marks"));
const options = batch === "0" ? {} : { batch_size: Number(batch) };
const STEP = 1000;

async function timed(deed) {
  const begun = performance.now();
  const done = await deed();
  return [(performance.now() - begun) / 1000, done];
}

const deeds = {
  async create() {
    const remote = new PouchDB(direct);
    await remote.info();
    await remote.close();
  },
  async fill({ file }) {
    const documents = JSON.parse(fs.readFileSync(file, "utf8"));
    for (let at = 0; at < documents.length; at += STEP) {
      await here.bulkDocs(documents.slice(at, at + STEP));
    }
  },
  async push() {
    const [seconds, done] = await timed(() => here.replicate.to(url, options));
    return [seconds, done.docs_written];
  },
  async pull() {
    const [seconds] = await timed(() => here.replicate.from(url, options));
    return [seconds, (await here.info()).doc_count];
  },
  async idle() {
    await here.sync(url, options); // now either side knows what the other has
    const [seconds] = await timed(() => here.sync(url, options));
    return [seconds];
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const details = JSON.parse(line);
    const answer = await deeds[details.do](details);
    process.stdout.write(JSON.stringify(answer || []) + "\n");
  }
  await here.close();
})();
