import type { CurrentRevision } from "../../migrate/runner";
import type { RevisionGraph } from "../../revisions/revision-graph";
import { readFlag, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { describeRevision, formatRevision } from "../format-revision";
import { withRunner } from "../open-runner";
import type { Style } from "../output";
import { readPosition } from "../read-state";
import { readTenants, tenantOptions, type WantedTenants } from "../read-tenants";
import { runOnTenants } from "../run-tenants";

/** `orm current`: what the database has. It changes nothing: it creates neither the version table nor a file. */
export const currentCommand: Command = {
  usage: "current",
  summary: "Show the revision that the database is at",
  options: {
    ...tenantOptions,
    "check-heads": { type: "boolean", describe: "Exit with 1 unless every revision is applied (-c after the command)" },
  },
  examples: [["orm current --check-heads", "fails where the database is behind"]],
  run(context) {
    const tenants = readTenants(context.values);
    if (tenants !== undefined && tenants.names?.length !== 1) return showTenants(context, tenants);
    return withRunner(context, { entities: false, readsOnly: true }, async (open) => {
      const { output, values } = context;
      const { dataSource, database } = open;
      const { graph, state, rows, isAtHeads } = await readPosition(open);
      output.note(output.style.dim(database));
      if (rows.length === 0) output.line("base: the database has no revision");
      const implied = impliedHeads(graph, state.rows, state.applied);
      for (const revision of [...state.rows, ...implied]) {
        if (!graph.has(revision))
          output.line(
            unknownRow(
              rows.find((row) => row.revision === revision)!,
              output.style,
            ),
          );
        else if (readFlag(values, "verbose")) {
          for (const line of describeRevision(graph, graph.get(revision), dataSource.root, output.style, state))
            output.line(line);
          output.line();
        } else output.line(formatRevision(graph, revision, output.style));
      }
      output.json({ current: rows, implied, isAtHeads });
      return readFlag(values, "check-heads") && !isAtHeads ? EXIT.failed : EXIT.done;
    });
  },
};

function showTenants(context: CommandContext, tenants: WantedTenants): Promise<number> {
  const needsHeads = readFlag(context.values, "check-heads");
  return runOnTenants(context, tenants, {
    title: "Revisions of",
    readsOnly: true,
    run: (runner) => runner.position(),
    describe: ({ rows, isAtHeads }) =>
      `${rows.map(({ revision }) => revision).join(", ") || "base"}${isAtHeads ? " (head)" : ""}`,
    isFine: ({ isAtHeads }) => isAtHeads || !needsHeads,
  });
}

/** A row that no file explains; the database may have kept its message. */
function unknownRow({ revision, message }: CurrentRevision, style: Style): string {
  const title = message.split("\n", 1)[0]!;
  return `${style.yellow(revision)} (no file has this id)${title === "" ? "" : `, ${title}`}`;
}

/** Heads that are applied though no row names them, because a revision that is applied depends on them. */
function impliedHeads(graph: RevisionGraph, rows: readonly string[], applied: ReadonlySet<string>): readonly string[] {
  return graph.heads.filter((head) => applied.has(head) && !rows.includes(head));
}
