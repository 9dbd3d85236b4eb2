import { randomBytes } from "node:crypto";
import type { DiffAnswers } from "../diff/diff-options";
import type { Operation } from "../operations/operation";
import type { Revision } from "../revisions/revision";
import { createRevisionId, formatCreateDate } from "../revisions/revision-file";
import { systemClock } from "../util/clock";
import { planForEntities, type DiffPlan } from "./diff-plan";
import type { MigrationHost } from "./migration-host";
import { plainPlan, renderRevision, type RevisionRendering } from "./write-revision";

/**
 * What would make the database equal to the entities: the changes with their summaries, hazards and SQL, and the questions that only people
 * can answer. Nothing is changed, no file is written, and the database need not be at the head.
 *
 * @example
 * const { changes, questions } = await compareMetadata(dataSource);
 * const source = await produceRevision(changes.map(({ operation }) => operation), { message: "sync" });
 */
export function compareMetadata(host: MigrationHost, answers: DiffAnswers = {}): Promise<DiffPlan> {
  return planForEntities(host, answers);
}

/** What a produced revision says beside its operations. */
export interface ProducedRevision extends Partial<Omit<Revision, "createDate" | "path">>, Partial<RevisionRendering> {
  /** Default: now. */
  readonly createDate?: Date;
  /** What takes a database back. Default: the inverse of the operations. */
  readonly downgrade?: readonly Operation[];
}

/**
 * The source text of a revision file with these operations; nothing is written.
 * @throws OrmError `OPERATION.IRREVERSIBLE` where nothing undoes an operation and no `downgrade` is given.
 */
export function produceRevision(operations: readonly Operation[], options: ProducedRevision = {}): Promise<string> {
  const { format = "typescript", revision = createRevisionId(randomBytes), createDate = systemClock.now() } = options;
  const head = {
    revision,
    downRevision: options.downRevision ?? null,
    branchLabels: options.branchLabels ?? [],
    dependsOn: options.dependsOn ?? [],
    message: options.message ?? "",
    createDate: formatCreateDate(createDate),
  };
  const ending = format === "typescript" ? "ts" : format === "esm" ? "mjs" : "cjs";
  return renderRevision(
    { ...options, format },
    head,
    plainPlan(operations, options.downgrade),
    `${revision}.${ending}`,
  );
}
