#!/usr/bin/env node
import "./compile-cache";
import { Console } from "node:console";
import { EXIT } from "./exit-status";
import { outputFor, runCli } from "./run-cli";

const argv = process.argv.slice(2);

// A reader that has seen enough (`orm history | head -1`) is no failure, and no reason to stop in the middle of the work.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// What code of the user's prints, in a revision, a hook or the configuration, must not come between the lines of a script or of JSON.
globalThis.console = new Console(process.stderr, process.stderr);

// Code of the user's that nobody awaits, in a revision or an entity: the connections end with the process.
process.on("unhandledRejection", (error) => {
  outputFor(argv).error(error);
  process.exit(EXIT.failed);
});

void runCli(argv).then((status) => {
  process.exitCode = status;
});
