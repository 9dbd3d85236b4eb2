import { OrmError } from "../../errors/orm-error";
import { readList, type Command } from "../command";
import { EXIT } from "../exit-status";
import { openMigrationPlace } from "../open-runner";
import { readRows } from "../read-state";

function noRevisions(): OrmError {
  return new OrmError("REVISION.NO_SUCH_REVISION", "there are no revisions yet", {
    hint: 'Write the first one: orm revision -m "..." --autogenerate.',
  });
}

/** `orm edit`: opens revision files in the editor of the person. */
export const editCommand: Command = {
  usage: "edit <revisions..>",
  summary: "Open revision files in $VISUAL or $EDITOR",
  positionals: {
    revisions: { demandOption: true, array: true, describe: "head, heads, current, an id or its beginning" },
  },
  examples: [["orm edit head", "the newest revision"]],
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const { openInEditor } = require("../open-in-editor") as typeof import("../open-in-editor");
    const graph = await loadGraph(await openMigrationPlace(context));
    if (graph.revisions.length === 0) throw noRevisions();
    const targets = readList(context.values, "revisions");
    const isAboutDatabase = targets.some((target) => /(?:^|@)(?:current)?(?:[-+]\d+)?$/.test(target));
    const rows = isAboutDatabase ? (await readRows(context)).filter((row) => graph.has(row)) : undefined;
    const revisions = graph.resolveAll(targets, rows === undefined ? {} : { current: rows });
    const files = revisions.flatMap(({ path }) => (path === undefined ? [] : [path]));
    if (files.length === 0) {
      throw new OrmError("REVISION.NO_SUCH_REVISION", `${targets.join(" ")} is base, which has no file`, {
        hint: "Name a revision; `orm history` lists them.",
      });
    }
    await openInEditor(files);
    context.output.json({ files });
    return EXIT.done;
  },
};
