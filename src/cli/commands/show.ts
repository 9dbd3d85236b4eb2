import path from "node:path";
import { readText, type Command } from "../command";
import { EXIT } from "../exit-status";
import { marksOf, parentsText } from "../format-revision";
import { openMigrationPlace, withRunner } from "../open-runner";

/** `orm show`: one revision. */
export const showCommand: Command = {
  usage: "show <revision>",
  summary: "Show a revision",
  positionals: { revision: { demandOption: true, describe: "head, current, an id or its beginning" } },
  async run(context) {
    const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
    const place = await openMigrationPlace(context);
    const graph = await loadGraph(place);
    const wish = readText(context.values, "revision") ?? "head";
    const target =
      wish === "current"
        ? await withRunner(context, { entities: false }, async ({ runner }) =>
            (await runner.current()).map(({ revision }) => revision),
          )
        : wish;
    const { output } = context;
    const revisions = graph.resolveAll(target);
    for (const revision of revisions) {
      const marks = marksOf(graph, revision).map((mark) => ` (${mark})`);
      const children = graph.childrenOf(revision.revision);
      output.line(`${output.style.dim("Rev:")}         ${output.style.yellow(revision.revision)}${marks.join("")}`);
      output.line(`${output.style.dim("Revises:")}     ${parentsText(revision)}`);
      if (revision.dependsOn.length > 0)
        output.line(`${output.style.dim("Depends on:")}  ${revision.dependsOn.join(", ")}`);
      if (children.length > 0) output.line(`${output.style.dim("Revised by:")}  ${children.join(", ")}`);
      if (revision.createDate !== undefined) output.line(`${output.style.dim("Create Date:")} ${revision.createDate}`);
      if (revision.path !== undefined)
        output.line(`${output.style.dim("Path:")}        ${path.relative(place.root, revision.path)}`);
      output.line();
      for (const line of (revision.message ?? "").split("\n")) output.line(`    ${line}`);
    }
    if (revisions.length === 0) output.line("base: no revision");
    output.json({ revisions });
    return EXIT.done;
  },
};
