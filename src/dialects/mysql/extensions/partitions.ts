import type { AttributeChange } from "../../../operations/operation";
import type { Attributes } from "../../../schema/model";
import { isSameData } from "../../../util/stable-json";
import { canonicalExpression, splitTopLevel, textOutsideQuotes } from "../expression-text";
import { TextScanner } from "../text-scanner";

/** The attribute that says by what the rows of a table are split: ``RANGE (`id`)``, ``HASH (`id`) PARTITIONS 4``. */
export const PARTITION_BY = "mysql.partitionBy";

/** The attribute that lists the partitions, where they have names: ``["`p0` VALUES LESS THAN (10)"]``. */
export const PARTITIONS = "mysql.partitions";

interface Partitioning {
  readonly by: string | undefined;
  readonly partitions: readonly string[];
}

/** The attributes out of what SHOW CREATE TABLE says behind the columns. */
export function readPartitions(suffix: string): Attributes {
  const plain = textOutsideQuotes(suffix, (piece) => piece.replace(/\/\*!\d+|\*\//g, " "));
  const scanner = new TextScanner(plain);
  scanner.until(/PARTITION\s+BY\s/iy);
  if (!scanner.take("PARTITION", "BY")) return {};
  const by = oneLine(scanner.until(/\(\s*PARTITION\s/iy));
  const list = scanner.parentheses();
  const partitions = list === undefined ? [] : splitTopLevel(list, ",").map(canonicalPartition);
  return { [PARTITION_BY]: by, ...(partitions.length === 0 ? {} : { [PARTITIONS]: partitions }) };
}

/** The wanted attributes in the spelling of the live ones, where they say the same. */
export function settlePartitions(wanted: Attributes, live: Attributes | undefined): Attributes {
  const keys = [PARTITION_BY, PARTITIONS].filter((key) => {
    const [value, found] = [wanted[key], live?.[key]];
    return value !== undefined && found !== undefined && isSameData(comparable(value), comparable(found));
  });
  return keys.length === 0 ? wanted : { ...wanted, ...Object.fromEntries(keys.map((key) => [key, live![key]!])) };
}

/** What stands behind the options of CREATE TABLE, or nothing. */
export function partitionSuffix(attributes: Attributes | undefined): string {
  const { by, partitions } = partitioningOf(attributes ?? {});
  return by === undefined ? "" : `\n${partitionClause({ by, partitions })}`;
}

/** The names of the partitions that a change takes away: their rows go with them, unless others take them in. */
export function partitionsGone({
  change,
  previous = {},
}: {
  readonly change: AttributeChange;
  readonly previous?: AttributeChange;
}): readonly string[] {
  const [before, after] = [previous[PARTITIONS], change[PARTITIONS]];
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  const kept = new Set((after as readonly string[]).map(nameOf));
  return (before as readonly string[]).map(nameOf).filter((name) => !kept.has(name));
}

/**
 * The actions of ALTER TABLE that turn one partitioning into another, each for a statement of its own. Partitions that only
 * go are dropped, with their rows; those that only come are added; what lies between is written anew, and keeps its rows.
 */
export function partitionChanges(before: Attributes | undefined, after: Attributes | undefined): readonly string[] {
  const [old, wanted] = [partitioningOf(before ?? {}), partitioningOf(after ?? {})];
  if (isSameData(old, wanted)) return [];
  if (wanted.by === undefined) return old.by === undefined ? [] : ["REMOVE PARTITIONING"];
  const [count, newCount] = [countOf(old.by), countOf(wanted.by)];
  if (count !== undefined && newCount !== undefined && withoutCount(old.by!) === withoutCount(wanted.by)) {
    return [
      newCount > count ? `ADD PARTITION PARTITIONS ${newCount - count}` : `COALESCE PARTITION ${count - newCount}`,
    ];
  }
  if (old.by !== wanted.by || old.partitions.length === 0 || wanted.partitions.length === 0)
    return [partitionClause(wanted)];
  return listChanges(old.partitions, wanted.partitions);
}

function listChanges(old: readonly string[], wanted: readonly string[]): readonly string[] {
  const kept = old.filter((partition) => wanted.includes(partition));
  const added = wanted.slice(kept.length);
  const isTail = kept.length > 0 && kept.every((partition, index) => wanted[index] === partition);
  const isNew = added.every((partition) => !old.map(nameOf).includes(nameOf(partition)));
  const isBehind = kept[kept.length - 1] === old[old.length - 1] || added.length === 0;
  if (isTail && isNew && isBehind) {
    const gone = old.filter((partition) => !kept.includes(partition)).map(nameOf);
    return [
      ...(gone.length === 0 ? [] : [`DROP PARTITION ${gone.join(", ")}`]),
      ...(added.length === 0
        ? []
        : [`ADD PARTITION (${added.map((partition) => `PARTITION ${partition}`).join(", ")})`]),
    ];
  }
  return [reorganize(old, wanted)];
}

/** Everything between the first and the last difference is written anew; there must be something on both sides. */
function reorganize(old: readonly string[], wanted: readonly string[]): string {
  const shortest = Math.min(old.length, wanted.length) - 1;
  let start = 0;
  while (start < shortest && old[start] === wanted[start]) start += 1;
  let end = 0;
  while (end < shortest - start && old[old.length - 1 - end] === wanted[wanted.length - 1 - end]) end += 1;
  const from = old.slice(start, old.length - end).map(nameOf);
  const into = wanted.slice(start, wanted.length - end).map((partition) => `PARTITION ${partition}`);
  return `REORGANIZE PARTITION ${from.join(", ")} INTO (${into.join(", ")})`;
}

function partitionClause({ by, partitions }: Partitioning): string {
  const list = partitions.map((partition) => `PARTITION ${partition}`).join(",\n  ");
  return `PARTITION BY ${by}${partitions.length === 0 ? "" : ` (\n  ${list}\n)`}`;
}

function partitioningOf(attributes: Attributes): Partitioning {
  const { [PARTITION_BY]: by, [PARTITIONS]: partitions } = attributes;
  return {
    by: typeof by === "string" ? by : undefined,
    partitions: Array.isArray(partitions) ? (partitions as readonly string[]) : [],
  };
}

/** One partition of SHOW CREATE TABLE: its name in quotes, without the engine, which is the table's. */
function canonicalPartition(text: string): string {
  const scanner = new TextScanner(text);
  scanner.take("PARTITION");
  const name = `\`${(scanner.name() ?? "").replaceAll("`", "``")}\``;
  const rest = textOutsideQuotes(oneLine(scanner.rest), (piece) => piece.replace(/\s*\bENGINE = \w+/g, ""));
  return rest === "" ? name : `${name} ${rest}`;
}

function nameOf(partition: string): string {
  return `\`${(new TextScanner(partition).name() ?? "").replaceAll("`", "``")}\``;
}

function oneLine(text: string): string {
  return textOutsideQuotes(text.trim(), (piece) => piece.replace(/\s+/g, " "));
}

/** Blind to spaces, to upper and lower case and to the quotes of plain names. */
function comparable(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((text) => {
    const bare = String(text).replace(/`(\w+)`/g, "$1");
    return textOutsideQuotes(canonicalExpression(bare), (piece) => piece.replace(/\s+/g, "").toLowerCase());
  });
}

function countOf(by: string | undefined): number | undefined {
  const count = /\sPARTITIONS (\d+)$/i.exec(by ?? "")?.[1];
  return count === undefined ? undefined : Number(count);
}

function withoutCount(by: string): string {
  return by.replace(/\sPARTITIONS \d+$/i, "");
}
