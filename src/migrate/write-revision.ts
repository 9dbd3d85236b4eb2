import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import { downgradeOf } from "../diff/downgrade-of";
import { hazardsOf } from "../operations/definitions";
import type { Hazard, Operation } from "../operations/operation";
import { formatSource } from "../revisions/render/format-source";
import type { RenderItem } from "../revisions/render/render-item";
import { renderOperations } from "../revisions/render/render-operations";
import type { Revision } from "../revisions/revision";
import { assertRevisionId, createRevisionId, formatCreateDate, formatFileName } from "../revisions/revision-file";
import type { RevisionGraph } from "../revisions/revision-graph";
import { defaultRevisionTemplate, renderRevisionFile, type RevisionFormat } from "../revisions/revision-template";
import { systemClock, type Clock } from "../util/clock";
import type { TemplateArgument } from "./hooks";
import { runPostWriteHooks } from "./run-post-write-hooks";
import type { Proof } from "./proof";
import type { RevisionHalf, RevisionPlan } from "./plan-revision";
import { readTemplate, revisionFormat, versionLocations, type MigrationPlace } from "./locations";

/** What a new revision is made from. */
export interface NewRevision {
  readonly message?: string;
  /** The id; 12 random hexadecimal digits where it is not given. */
  readonly revisionId?: string;
  /** What it follows. Default: `head`. */
  readonly head?: string;
  /** Allows `head` to be a revision that already has a successor. */
  readonly splice?: boolean;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  /** The version location to write into, where there are several. */
  readonly versionPath?: string;
  readonly operations?: readonly Operation[];
  /** Both halves with what they risk, where they are known; without them the downgrade is the inverse of the operations. */
  readonly plan?: RevisionPlan;
  readonly clock?: Clock;
}

/** A revision file that was written, and what is in it. */
export interface WrittenRevision extends Revision {
  readonly path: string;
  readonly operations: readonly Operation[];
  /** What each of the operations risks. */
  readonly hazards: readonly (readonly Hazard[])[];
  /** What is known of it before it runs for the first time; absent for a revision that somebody is to fill in. */
  readonly proof?: Proof;
  /** Further files that the project's `processRevision` asked for, in their order. */
  readonly following?: readonly WrittenRevision[];
}

/** Writes an empty revision that follows several heads, so that they are one again. @throws OrmError `REVISION.*`, `CLI.USAGE`. */
export async function writeMerge(
  place: MigrationPlace,
  graph: RevisionGraph,
  targets: readonly string[],
  wish: Pick<NewRevision, "message" | "revisionId" | "branchLabels" | "clock" | "splice">,
): Promise<WrittenRevision> {
  const parents = [...new Set(targets.flatMap((target) => graph.resolveAll(target)).map(({ revision }) => revision))];
  if (wish.splice !== true) for (const parent of parents) refuseSplice(graph, parent);
  if (parents.length < 2) {
    throw new OrmError(
      "CLI.USAGE",
      `there is nothing to merge: ${targets.join(", ")} is ${parents.join(", ") || "base"}`,
      {
        hint: "Name at least two revisions, or `heads` where there are several.",
      },
    );
  }
  const revision = chooseId(graph, wish.revisionId);
  const message = wish.message ?? `merge ${parents.join(" and ")}`;
  const [written] = await saveRevisions(place, [await prepare(place, graph, revision, parents, { ...wish, message })]);
  return written!;
}

function chooseId(graph: RevisionGraph, wish: string | undefined): string {
  const revision = wish ?? createRevisionId(randomBytes);
  assertRevisionId(revision);
  // Some databases and file systems take letters in both cases for the same.
  const taken = graph.revisions.find((known) => known.revision.toLowerCase() === revision.toLowerCase());
  if (taken !== undefined) {
    throw new OrmError("REVISION.DUPLICATE_REVISION", `revision ${taken.revision} exists already`, {
      hint: "Choose another --rev-id.",
    });
  }
  return revision;
}

/** A revision file that is ready to be written. */
export interface PreparedRevision {
  readonly head: RevisionConstants;
  /** Where it goes, absolute. */
  readonly path: string;
  readonly source: string;
  readonly plan: RevisionPlan;
}

/** The text of a new revision and where it goes; nothing is written yet. @throws OrmError `REVISION.*`, `CONFIG.*`. */
export function prepareRevision(
  place: MigrationPlace,
  graph: RevisionGraph,
  wish: NewRevision,
): Promise<PreparedRevision> {
  return prepare(place, graph, chooseId(graph, wish.revisionId), chooseParents(graph, wish), wish);
}

async function prepare(
  place: MigrationPlace,
  graph: RevisionGraph,
  revision: string,
  downRevision: Revision["downRevision"],
  wish: NewRevision,
): Promise<PreparedRevision> {
  const createDate = (wish.clock ?? systemClock).now();
  const message = wish.message ?? "";
  const format = revisionFormat(place);
  const file = path.join(
    chooseLocation(place, graph, downRevision, wish),
    `${fileName(place, revision, message, createDate)}.${fileEnding(format)}`,
  );
  if (existsSync(file))
    throw new OrmError("CONFIG.EXISTS", `${file} exists already`, { hint: "Choose another message or --rev-id." });
  const head = {
    revision,
    downRevision,
    branchLabels: wish.branchLabels ?? [],
    dependsOn: dependenciesOf(graph, wish.dependsOn ?? []),
    message,
    createDate: formatCreateDate(createDate, place.migrations.timezone),
  };
  const plan = wish.plan ?? plainPlan(wish.operations ?? []);
  const rendering = { ...place.migrations, format, template: readTemplate(place) };
  return { head, path: file, plan, source: await renderRevision(rendering, head, plan, file) };
}

/** Writes revision files, all of them before the first of the project's hooks runs on one. @throws OrmError `REVISION.HOOK_FAILED`. */
export async function saveRevisions(
  place: MigrationPlace,
  prepared: readonly PreparedRevision[],
  proof?: Proof,
): Promise<readonly WrittenRevision[]> {
  for (const { path: file, source } of prepared) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, source, { flag: "wx" });
  }
  for (const { head, path: file } of prepared) await runPostWriteHooks(place, head.revision, file);
  return prepared.map(({ head, path: file, plan }) => ({
    ...head,
    path: file,
    ...plan.upgrade,
    ...(proof === undefined ? {} : { proof }),
  }));
}

/** Both halves as they are, with what they risk on every database. */
export function plainPlan(
  operations: readonly Operation[],
  downgrade: readonly Operation[] = downgradeOf(operations),
): RevisionPlan {
  const half = (own: readonly Operation[]): RevisionHalf => ({ operations: own, hazards: own.map(hazardsOf) });
  return { upgrade: half(operations), downgrade: half(downgrade) };
}

/** Ids, written whole; a branch label stays a label. */
function dependenciesOf(graph: RevisionGraph, targets: readonly string[]): readonly string[] {
  const labels = new Set(graph.revisions.flatMap(({ branchLabels }) => branchLabels));
  return targets.map((target) => (labels.has(target) ? target : (graph.resolve(target)?.revision ?? target)));
}

type RevisionConstants = Required<
  Pick<Revision, "revision" | "downRevision" | "branchLabels" | "dependsOn" | "message" | "createDate">
>;

/** How the text of a revision file is made. */
export interface RevisionRendering {
  readonly format: RevisionFormat;
  /** Default: the template of the format. */
  readonly template?: string | undefined;
  readonly renderItem?: RenderItem | undefined;
  /** Values for the template's own placeholders. */
  readonly templateArguments?: Readonly<Record<string, TemplateArgument>> | undefined;
}

/** The text of a revision file, in the project's style; the same input gives the same bytes. */
export async function renderRevision(
  { format, template: given, renderItem, templateArguments: values = {} }: RevisionRendering,
  head: RevisionConstants,
  plan: RevisionPlan,
  file: string,
): Promise<string> {
  const own = new Set<string>();
  const render = (direction: "upgrade" | "downgrade") => {
    const custom = renderItem && { renderItem, direction, imports: own };
    return renderOperations(plan[direction].operations, plan[direction].hazards, custom);
  };
  const [upgrade, downgrade] = [render("upgrade"), render("downgrade")];
  const { text, imports } = importSql(
    given ?? defaultRevisionTemplate(format),
    format,
    upgrade.usesSql || downgrade.usesSql,
  );
  const bodies = { upgrade: upgrade.lines, downgrade: downgrade.lines, imports: [...imports, ...own] };
  return formatSource(renderRevisionFile({ ...head, ...bodies, values, format }, text), file, await resolveStyle(file));
}

/** How the project formats its code, where it says so. A configuration that prettier cannot read is left aside: it is no reason not to write. */
async function resolveStyle(file: string): Promise<Readonly<Record<string, unknown>>> {
  const { resolveConfig } = await import("prettier");
  return { ...(await resolveConfig(file, { editorconfig: true }).catch(() => null)) };
}

const TYPE_IMPORT = 'import type { Operations } from "ormolu/migrate";';

/** `sql` joins the import of `Operations` where the template has that line, else it gets one of its own. */
function importSql(
  template: string,
  format: RevisionFormat,
  usesSql: boolean,
): { readonly text: string; readonly imports: readonly string[] } {
  if (!usesSql) return { text: template, imports: [] };
  if (template.includes(TYPE_IMPORT)) {
    return {
      text: template.replace(TYPE_IMPORT, 'import { sql, type Operations } from "ormolu/migrate";'),
      imports: [],
    };
  }
  const line =
    format === "commonjs" ? 'const { sql } = require("ormolu/migrate");' : 'import { sql } from "ormolu/migrate";';
  return { text: template, imports: [line] };
}

function chooseParents(graph: RevisionGraph, wish: NewRevision): Revision["downRevision"] {
  if (graph.revisions.length === 0) return null;
  const parent = graph.resolve(wish.head ?? "head");
  if (parent === null) return null;
  if (wish.splice !== true) refuseSplice(graph, parent.revision);
  return parent.revision;
}

/** A second successor makes a branch, which must be meant. */
function refuseSplice(graph: RevisionGraph, revision: string): void {
  if (graph.childrenOf(revision).length === 0) return;
  throw new OrmError("REVISION.MULTIPLE_HEADS", `revision ${revision} is not a head`, {
    hint: "Use --splice to start a new branch from it.",
  });
}

/** The location of the parent, so that a branch stays in its folder. */
function chooseLocation(
  place: MigrationPlace,
  graph: RevisionGraph,
  parent: Revision["downRevision"],
  { versionPath }: NewRevision,
): string {
  const locations = versionLocations(place);
  if (versionPath !== undefined) return path.resolve(place.root, versionPath);
  const first = typeof parent === "string" ? parent : parent?.[0];
  const parentPath = first === undefined ? undefined : graph.get(first).path;
  const own = locations.find((location) => parentPath?.startsWith(location + path.sep) === true);
  if (own !== undefined) return own;
  if (locations.length === 1) return locations[0]!;
  throw new OrmError("CONFIG.INVALID", "there are several version locations", {
    hint: `Choose one with --version-path: ${locations.join(", ")}.`,
  });
}

function fileName({ migrations }: MigrationPlace, revision: string, message: string, createDate: Date): string {
  const { fileTemplate: template, slugLength, timezone, recursive } = migrations;
  const name = formatFileName({
    revision,
    message,
    createDate,
    ...(template === undefined ? {} : { template }),
    ...(slugLength === undefined ? {} : { slugLength }),
    ...(timezone === undefined ? {} : { timezone }),
  });
  if (!name.includes("/") || recursive === true) return name;
  throw new OrmError("CONFIG.INVALID", `migrations.fileTemplate puts ${name} into a folder that nobody reads`, {
    hint: "Say migrations.recursive: true, or take the / out of the template.",
  });
}

function fileEnding(format: RevisionFormat): string {
  return format === "typescript" ? "ts" : format === "esm" ? "mjs" : "cjs";
}
