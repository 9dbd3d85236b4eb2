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
  "drop foreign keys",
  "drop tables",
  "create enums",
  "extend enums",
  "change tables",
  "create tables",
  "create foreign keys",
  "shrink enums",
  "drop enums",
] as const;

export type Stage = (typeof STAGES)[number];

/** The order inside one changed table: keys and indexes go before the columns they are over, and come after them. */
export const STEPS = [
  "drop index",
  "drop check",
  "drop unique",
  "drop primary key",
  "rename constraint",
  "rename index",
  "attributes",
  "add column",
  "alter column",
  "drop column",
  "create primary key",
  "create unique",
  "create check",
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
  /** The position of the changed table. */
  readonly table?: number;
  readonly operation: Operation;
}

/** The operations in their order. What has the same place keeps the order in which it was planned. */
export function orderOperations(planned: readonly PlannedOperation[]): readonly Operation[] {
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
    .map(({ entry }) => entry.operation);
}
