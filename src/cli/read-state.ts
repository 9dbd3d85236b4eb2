import type { MigrationHost } from "../migrate/migration-host";
import type { CurrentRevision } from "../migrate/runner";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { CommandContext } from "./command";
import type { DatabaseState } from "./format-revision";
import { withRunner, type OpenRunner } from "./open-runner";

/** What the version table holds; it is never created, nor is a file of a database. */
export function readRows(context: CommandContext): Promise<readonly string[]> {
  return withRunner(context, { entities: false, readsOnly: true }, ({ host }) => readVersion(host));
}

/** The rows of the version table; none where there is no table. */
export function readVersion(host: MigrationHost): Promise<readonly string[]> {
  const { createVersionTable } = require("../migrate/version-table") as typeof import("../migrate/version-table");
  return host.withConnection((connection) => createVersionTable(host.dialect, host.migrations).read(connection));
}

/** Where a database is. */
export interface Position {
  readonly graph: RevisionGraph;
  readonly state: DatabaseState;
  readonly rows: readonly CurrentRevision[];
  /** Whether that is everything there is. */
  readonly isAtHeads: boolean;
}

/** Where a database is. The runner is asked only for rows that no file explains: their messages may be recorded. */
export async function readPosition(open: OpenRunner): Promise<Position> {
  const { loadGraph } = require("../migrate/locations") as typeof import("../migrate/locations");
  const graph = await loadGraph(open.host);
  const ids = await readVersion(open.host);
  const state = stateOf(graph, ids);
  const isKnown = ids.every((id) => graph.has(id));
  const heads = new Set(graph.heads);
  const rows = isKnown
    ? ids.map((revision) => {
        const message = graph.get(revision).message ?? "";
        return { revision, message, isHead: heads.has(revision), isKnown };
      })
    : await open.runner.current();
  return { graph, state, rows, isAtHeads: isKnown && [...heads].every((head) => state.applied.has(head)) };
}

/** What the rows say is applied; a row that no file explains says nothing. */
export function stateOf(graph: RevisionGraph, rows: readonly string[]): DatabaseState {
  return { rows, applied: graph.appliedBy(rows.filter((row) => graph.has(row))) };
}
