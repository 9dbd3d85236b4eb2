import type { Operation } from "../operations/operation";

/**
 * The order of everything that a comparison can ask for. Renames come first, so that all else speaks of new names;
 * foreign keys go before what they hold on to and come after it; tables that go take their names and references away
 * before others need the room. Read backwards it is the order of the downgrade.
 */
export const STAGES = [
  "rename tables",
  "rename columns",
  "create schemas",
  "create extensions",
  "change extensions",
  "release tables",
  "drop objects",
  "drop foreign keys",
  "drop tables",
  "create enums",
  "extend enums",
  "create types",
  "change types",
  "change tables",
  "create tables",
  "create foreign keys",
  "create objects",
  "change objects",
  "complete tables",
  "comments",
  "shrink enums",
  "drop types",
  "drop enums",
  "drop extensions",
] as const;

export type Stage = (typeof STAGES)[number];

/**
 * The order inside one changed table: keys and indexes go before the columns they are over, and come after them;
 * so do generated columns with those that they are computed from.
 */
export const STEPS = [
  "drop index",
  "drop check",
  "drop exclusion",
  "drop unique",
  "drop primary key",
  "rename constraint",
  "rename index",
  "attributes",
  "drop generated",
  "add column",
  "alter column",
  "drop column",
  "add generated",
  "create primary key",
  "create unique",
  "create check",
  "create exclusion",
  "validate constraint",
  "create index",
  "comment",
] as const;

export type Step = (typeof STEPS)[number];

/** An operation and its place in the order. */
export interface PlannedOperation {
  readonly stage: Stage;
  /** The step inside a changed table. */
  readonly step?: Step;
  /** The position of the changed table, or of the kind of object among the kinds. */
  readonly table?: number;
  readonly operation: Operation;
}

/** The operations in the order of their stages. What has the same place keeps the order in which it was planned. */
export function inStageOrder(planned: readonly PlannedOperation[]): readonly PlannedOperation[] {
  const stages = new Map(STAGES.map((stage, position) => [stage, position]));
  const steps = new Map(STEPS.map((step, position) => [step, position]));
  const key = ({ stage, table, step }: PlannedOperation): readonly [number, number, number] => [
    stages.get(stage)!,
    table ?? 0,
    step === undefined ? 0 : steps.get(step)!,
  ];
  return planned
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((left, right) => left.key[0] - right.key[0] || left.key[1] - right.key[1] || left.key[2] - right.key[2])
    .map(({ entry }) => entry);
}
