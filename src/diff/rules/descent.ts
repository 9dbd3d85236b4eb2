import type { AttributeChange } from "../../operations/operation";
import { parentsOf } from "../../schema/attribute-names";
import { descentOf, inheritedParts, withAdded, withoutParts } from "../../schema/descent";
import type { Attributes, Schema } from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import type { DiffOptions } from "../diff-options";
import type { PlannedOperation } from "../planned-operation";
import type { TablePair } from "../table-pair";

/** A pair as it is compared further, and how the table leaves the tables that it descends from and joins others. */
export interface ComparedDescent {
  readonly pair: TablePair;
  readonly planned: readonly PlannedOperation[];
}

/**
 * Tables that are parts of others or inherit from them. A table that leaves takes along what it had from the others, and one
 * that joins gives it up to them, so neither is a column or an index that comes or goes.
 */
export function compareDescent(
  pair: TablePair,
  actual: Schema,
  wanted: Schema,
  { keepUnknownObjects = false }: DiffOptions,
): ComparedDescent {
  const [before, after] = [descentOf(pair.actual), descentOf(pair.wanted)];
  if (parentsOf(pair.actual).length + parentsOf(pair.wanted).length === 0) return { pair, planned: [] };
  const [had, gets] = [inheritedParts(actual, pair.actual), inheritedParts(wanted, pair.wanted)];
  if (isSameData(before, after)) {
    const shared = {
      ...pair,
      actual: withoutMerged(pair.actual, gets, pair.wanted),
      wanted: withoutMerged(pair.wanted, had, pair.actual),
    };
    return { pair: shared, planned: [] };
  }
  const isLeftAlone = keepUnknownObjects && Object.keys(after).length === 0;
  if (isLeftAlone) return { pair: { ...pair, actual: withAdded(pair.actual, had) }, planned: [] };
  const compared = {
    ...pair,
    actual: withoutParts(withAdded(pair.actual, had), withoutParts(gets, pair.wanted)),
  };
  return { pair: compared, planned: [...leave(pair, before), ...join(pair, after)] };
}

/** A column that a table has on its own as well as from another one is there, whoever declares it. */
function withoutMerged<T extends TablePair["actual"]>(
  table: T,
  inherited: ReturnType<typeof inheritedParts>,
  other: T,
): T {
  const columns = inherited.columns.filter(({ name }) => !other.columns.some((column) => column.name === name));
  const checks = inherited.checks.filter(({ name }) => !other.checks.some((check) => check.name === name));
  return withoutParts(table, { columns, checks, uniques: [], foreignKeys: [], indexes: [] });
}

function leave({ name: table }: TablePair, before: Attributes): readonly PlannedOperation[] {
  if (Object.keys(before).length === 0) return [];
  const operation = { kind: "setTableAttributes", table, change: nothing(before), previous: before } as const;
  return [{ stage: "release tables", operation }];
}

function join({ name: table }: TablePair, after: Attributes): readonly PlannedOperation[] {
  if (Object.keys(after).length === 0) return [];
  const operation = { kind: "setTableAttributes", table, change: after, previous: nothing(after) } as const;
  return [{ stage: "complete tables", operation }];
}

function nothing(attributes: Attributes): AttributeChange {
  return Object.fromEntries(Object.keys(attributes).map((key) => [key, null]));
}
