import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { Sequence } from "../../../schema/model";
import { toText, type Row } from "../read-keys";
import { ENGINE, USUAL_ENGINE } from "./table-options";

type Bounds = Required<Pick<Sequence, "start" | "increment" | "minValue" | "maxValue" | "cache">>;

/** What a sequence says of itself when it is read like a table. */
export function sequenceQuery(name: string, sql: Pick<SqlPieces, "quote" | "text">): string {
  return `SELECT ${sql.text(name)}, start_value, increment, minimum_value, maximum_value, cache_size, cycle_option FROM ${sql.quote(name)}`;
}

/** A sequence from what it says of itself. `type` is the type of its numbers. */
export function readSequence(row: Row, type: string, engine: string): Sequence {
  const [name, start, increment, minValue, maxValue, cache, cycle] = row.map(toText);
  return canonicalSequence({
    kind: "sequence",
    name: name!,
    type,
    start: start!,
    increment: increment!,
    minValue: minValue!,
    maxValue: maxValue!,
    cache: cache!,
    cycle: cycle === "1",
    ...(engine === USUAL_ENGINE || engine === "" ? {} : { attributes: { [ENGINE]: engine } }),
  });
}

/** Without what every sequence is by itself. */
export function canonicalSequence(sequence: Sequence): Sequence {
  const {
    type,
    start,
    increment,
    minValue,
    maxValue,
    cache,
    cycle,
    ownedBy: _owner,
    comment: _comment,
    ...rest
  } = sequence;
  const usual = usualBounds(sequence);
  const own = Object.entries({ start, increment, minValue, maxValue, cache }).filter(
    ([key, value]) => value !== undefined && value !== usual[key as keyof Bounds],
  );
  return {
    ...rest,
    ...(type === undefined || /^(?:bigint|int8)(?:\(\d+\))?$/i.test(type) ? {} : { type }),
    ...Object.fromEntries(own),
    ...(cycle === true ? { cycle } : {}),
  };
}

/** ALTER names everything, because what it does not name stays. The next number stays in any case. */
export function createSequenceWriter(sql: SqlPieces): ObjectWriter<Sequence> {
  return {
    create: (sequence) => {
      const type = sequence.type === undefined ? "" : ` AS ${sequence.type}`;
      const engine = sequence.attributes?.[ENGINE];
      const suffix = typeof engine === "string" && /^\w+$/.test(engine) ? ` ENGINE=${engine}` : "";
      return [`CREATE SEQUENCE ${sql.name(sequence)}${type} ${optionsOf(sequence)}${suffix}`];
    },
    change: (sequence) => [`ALTER SEQUENCE ${sql.name(sequence)} ${optionsOf(sequence)}`],
    drop: (reference) => [`DROP SEQUENCE ${sql.name(reference)}`],
  };
}

function optionsOf(sequence: Sequence): string {
  const bounds: Bounds = { ...usualBounds(sequence), ...defined(sequence) };
  for (const option of ["start", "increment", "minValue", "maxValue", "cache"] as const) {
    if (!/^[+-]?\d+$/.test(bounds[option])) throw notANumber(sequence, option, bounds[option]);
  }
  const { start, increment, minValue, maxValue, cache } = bounds;
  return [
    `START WITH ${start}`,
    `INCREMENT BY ${increment}`,
    `MINVALUE ${minValue}`,
    `MAXVALUE ${maxValue}`,
    cache === "0" ? "NOCACHE" : `CACHE ${cache}`,
    sequence.cycle === true ? "CYCLE" : "NOCYCLE",
  ].join(" ");
}

function notANumber({ name }: Sequence, option: string, value: string): OrmError {
  return new OrmError("OPERATION.INVALID", `sequence "${name}": "${option}" is no whole number: ${value}`, {
    hint: `Give it as digits in a string: { ${option}: "100" }.`,
  });
}

function defined(sequence: Sequence): Partial<Bounds> {
  return Object.fromEntries(Object.entries(sequence).filter(([, value]) => value !== undefined));
}

function usualBounds({ increment = "1", minValue, maxValue }: Sequence): Bounds {
  const isFalling = increment.startsWith("-");
  const usual = {
    minValue: isFalling ? "-9223372036854775807" : "1",
    maxValue: isFalling ? "-1" : "9223372036854775806",
  };
  const start = isFalling ? (maxValue ?? usual.maxValue) : (minValue ?? usual.minValue);
  return { ...usual, start, increment: "1", cache: "1" };
}
