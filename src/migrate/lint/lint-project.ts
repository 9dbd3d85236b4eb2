import type { Diagnostic } from "../../errors/diagnostic";
import { OrmError } from "../../errors/orm-error";
import type { RevisionGraph } from "../../revisions/revision-graph";
import { emptySchema, type Schema } from "../../schema/model";
import { readGitBase, type GitBase } from "../git-revisions";
import { versionLocations, type MigrationPlace } from "../locations";
import { readRevisionRange } from "../revision-range";
import type { SimulationHost } from "../simulate-revision";
import { lintRevisions } from "./lint-revisions";

/** What a database says, where one answers. */
export interface LintDatabase {
  /** The rows of its version table. */
  readonly rows: readonly string[];
  readonly schema: Schema;
}

/** Which revisions are linted; without a choice, those that the database does not have, else all. */
export interface LintChoice {
  /** `a:b`, both included, or one revision. */
  readonly range?: string;
  /** Those whose files a git ref does not have, and those whose files were edited since. */
  readonly gitBase?: string;
  readonly all?: boolean;
}

/** What was found, and in what. */
export interface LintResult {
  /** The ids of the linted revisions, in load order. */
  readonly revisions: readonly string[];
  /** For people: what was linted, as in "no findings in ...". */
  readonly scope: string;
  readonly findings: readonly Diagnostic[];
}

/**
 * Lints the revisions of a project.
 * @throws OrmError `CLI.USAGE` for two choices at once, `REVISION.*`, `CONFIG.INVALID`.
 */
export async function lintProject(
  host: SimulationHost & MigrationPlace,
  graph: RevisionGraph,
  choice: LintChoice,
  { database, wanted }: { readonly database: LintDatabase | undefined; readonly wanted: Schema | undefined },
): Promise<LintResult> {
  const known = database === undefined || database.rows.some((row) => !graph.has(row)) ? undefined : database;
  const { revisions, scope, edited } = await choose(host, graph, choice, known);
  const applied = known === undefined ? new Set<string>() : graph.appliedBy(known.rows);
  // Where nothing that is applied is linted, the database itself knows best what is there.
  const isAhead = known !== undefined && known.rows.length > 0 && ![...revisions].some((id) => applied.has(id));
  const findings = await lintRevisions(host, graph, {
    revisions,
    start: isAhead ? known : { rows: [], schema: emptySchema },
    wanted,
    edited: new Set(edited),
    options: host.migrations.lint,
  });
  return {
    revisions: graph.revisions.map(({ revision }) => revision).filter((id) => revisions.has(id)),
    scope,
    findings,
  };
}

interface Chosen {
  readonly revisions: ReadonlySet<string>;
  readonly scope: string;
  /** Published revisions whose files were edited since. */
  readonly edited: readonly string[];
}

async function choose(
  host: MigrationPlace,
  graph: RevisionGraph,
  { range, gitBase, all = false }: LintChoice,
  database: LintDatabase | undefined,
): Promise<Chosen> {
  if ([range !== undefined, gitBase !== undefined, all].filter(Boolean).length > 1) {
    throw new OrmError("CLI.USAGE", "more than one of a range, --git-base and --all is given", { hint: "Give one." });
  }
  if (range !== undefined) {
    const revisions = readRevisionRange(graph, range, database?.rows).map(({ revision }) => revision);
    return { revisions: new Set(revisions), scope: range, edited: [] };
  }
  if (gitBase !== undefined) {
    return chooseByGit(graph, await readGitBase(host.root, gitBase, versionLocations(host)));
  }
  const ids = graph.revisions.map(({ revision }) => revision);
  if (all || database === undefined) return { revisions: new Set(ids), scope: "all revisions", edited: [] };
  const applied = graph.appliedBy(database.rows);
  const pending = ids.filter((id) => !applied.has(id));
  return { revisions: new Set(pending), scope: "revisions that the database does not have", edited: [] };
}

function chooseByGit(graph: RevisionGraph, { ref, files, edited }: GitBase): Chosen {
  const own = graph.revisions.filter(({ path }) => path !== undefined && !files.has(path));
  const changed = graph.revisions.filter(({ path }) => path !== undefined && files.has(path) && edited.has(path));
  return {
    revisions: new Set([...own, ...changed].map(({ revision }) => revision)),
    scope: `revisions that ${ref} does not have`,
    edited: changed.map(({ revision }) => revision),
  };
}
