import type { Command } from "../command";
import { EXIT } from "../exit-status";
import { withRunner } from "../open-runner";
import { runOptions } from "../run-command";
import { printScript } from "../run-script";
import { readMode, scriptOptions } from "../script-options";
import { readLockTimeout } from "../read-lock-timeout";

/** `orm ensure-version`: creates the version table where it is missing. */
export const ensureVersionCommand: Command = {
  usage: "ensure-version",
  summary: "Create the version table where it is missing, and nothing else",
  options: { "lock-timeout": runOptions["lock-timeout"], ...scriptOptions },
  examples: [["orm ensure-version --sql", "its CREATE TABLE, for a role that may not create tables"]],
  run(context) {
    const { output, values } = context;
    if (readMode(values) === "script") {
      return printScript(context, (host) => {
        const { writeVersionTableScript } = require("../../migrate/offline") as typeof import("../../migrate/offline");
        return writeVersionTableScript(host);
      });
    }
    const { ensureVersionTable } =
      require("../../migrate/ensure-version") as typeof import("../../migrate/ensure-version");
    return withRunner(context, { entities: false }, async ({ dataSource, database }) => {
      const lockTimeout = readLockTimeout(values);
      const { table, isNew } = await ensureVersionTable(dataSource, lockTimeout === undefined ? {} : { lockTimeout });
      output.note(output.style.dim(database));
      output.line(isNew ? `Created table "${table}".` : `Table "${table}" is there already.`);
      output.json({ table, isNew });
      return EXIT.done;
    });
  },
};
