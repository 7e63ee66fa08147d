// The server: express-pouchdb under Express 4, PouchDB's default store (leveldb) in a folder.
// node server.js FOLDER PORT
"use strict";

const path = require("path");
const express = require("express");
const PouchDB = require("pouchdb");

const [folder, port] = process.argv.slice(2);
const server = require("express-pouchdb")(PouchDB.defaults({ prefix: folder + path.sep }), {
  configPath: path.join(folder, "config.json"),
  logPath: path.join(folder, "log.txt"),
  mode: "minimumForPouchDB", // what replication needs; the rest would only slow it down
});
express().use("/", server).listen(Number(port), "127.0.0.1");
