import { OrmError } from "../errors/orm-error";
import type { CommandContext } from "./command";
import { withProject } from "./open-project";

/** Says whether two lines that were joined can run in any order, which nobody has tried before; a database is not asked. */
export async function noteLines(context: CommandContext, [one, other]: readonly [string, string]): Promise<void> {
  const { output } = context;
  if (output.isJson || output.isQuiet) return;
  const { compareLines, linesTo } =
    require("../migrate/rebase-conflicts") as typeof import("../migrate/rebase-conflicts");
  try {
    await withProject(context, { isOffline: true }, async ({ host, graph }) => {
      const found = await compareLines(host, graph, linesTo(graph, one, other));
      const conflicts = found.filter(({ kind }) => kind === "conflict");
      for (const { message } of conflicts) output.note(`Conflict: ${message}.`);
      if (conflicts.length === 0) output.note(`${one} and ${other} lead to the same schema in both orders.`);
    });
  } catch (error) {
    if (!OrmError.is(error)) throw error;
    output.note(`Whether the order of ${one} and ${other} matters is not known: ${error.message}.`);
  }
}
