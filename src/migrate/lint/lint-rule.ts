import type { ResolvedDialect } from "../../dialect/dialect";
import type { HazardNote } from "../../operations/hazard-notes";
import type { Revision } from "../../revisions/revision";
import type { RevisionGraph } from "../../revisions/revision-graph";
import type { Schema } from "../../schema/model";
import type { RecordedOperation, SimulatedRun } from "../simulate-revision";
import type { LintLevel } from "./lint-options";

/** The facts of a dialect that rules read. */
export type LintDialect = Pick<ResolvedDialect, "capabilities" | "hazards" | "names" | "types" | "objectChanges">;

/** A revision under inspection: its file, and what both halves do. */
export interface LintSubject {
  readonly revision: Revision;
  /** The text of the file; empty where there is none. */
  readonly text: string;
  readonly upgrade: SimulatedRun;
  /** What the downgrade does to the schema that the upgrade leads to. */
  readonly downgrade: SimulatedRun;
  /** What each operation of the upgrade risks, in the same order. */
  readonly hazards: readonly (readonly HazardNote[])[];
  /** The schema behind the last revision. */
  readonly end: Schema;
  /** What the entities want; absent where they are not known. */
  readonly wanted: Schema | undefined;
  readonly graph: RevisionGraph;
  /** Whether others may have the file as it was: it was published, and edited since. */
  readonly isEdited: boolean;
  readonly dialect: LintDialect;
}

/** What a rule has to say about a revision. */
export interface LintFinding {
  /** Names the object: `table "users", column "email" ...`. */
  readonly message: string;
  readonly hint?: string;
  readonly line?: number;
  /** The operation of the upgrade that it is about, which gives it the line. */
  readonly operation?: RecordedOperation;
}

/** One thing that a revision may have wrong. */
export interface LintRule {
  /** What the configuration and `orm-lint-ignore` call it. */
  readonly id: string;
  /** One sentence for the documentation: what it finds. */
  readonly summary: string;
  /** The level where the configuration says nothing. */
  readonly level: Exclude<LintLevel, "off">;
  /** Rules whose finding about the same operation says this one's too. */
  readonly impliedBy?: readonly string[];
  check(subject: LintSubject): readonly LintFinding[];
}
