#!/usr/bin/env node
import { EXIT } from "./exit-status";
import { outputFor, runCli } from "./run-cli";

const argv = process.argv.slice(2);

// A reader that has seen enough (`orm history | head -1`) is no failure, and no reason to stop in the middle of the work.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// Code of the user's that nobody awaits, in a revision or an entity: the connections end with the process.
process.on("unhandledRejection", (error) => {
  outputFor(argv).error(error);
  process.exit(EXIT.failed);
});

void runCli(argv).then((status) => {
  process.exitCode = status;
});
