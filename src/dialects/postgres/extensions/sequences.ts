import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { ObjectName, Sequence } from "../../../schema/model";
import { isSameData } from "../../../util/stable-json";
import { isOwn } from "../is-own";
import type { NameIn } from "../name-in";

/** The attribute of a sequence whose numbers are lost in a crash. */
const UNLOGGED = "postgres.unlogged";
const USUAL_TYPE = "bigint";

/** The bounds of the types that a sequence can count in. */
export const SEQUENCE_BOUNDS: Readonly<Record<string, readonly [least: string, most: string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

/** How a sequence counts, out of the catalog. */
export interface CountingRow {
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minValue: string;
  readonly maxValue: string;
  readonly cache: string;
  readonly cycle: boolean;
}

export interface SequenceRow extends CountingRow {
  readonly schema: string;
  readonly isUnlogged: boolean;
  readonly ownerSchema: string | null;
  readonly owner: string | null;
  readonly ownerColumn: string | null;
  readonly comment: string | null;
}

/**
 * The condition that a sequence numbers the rows of the column that owns it: by identity, or by the column's default.
 * Such a one is part of its column. `column` and `number` are SQL for the owner, `sequence` for the id of the sequence.
 */
export function numbersItsOwner(dependency: string, sequence: string): string {
  return `(${dependency}.deptype = 'i' or exists (select 1 from pg_attrdef y join pg_depend z on z.classid = 'pg_attrdef'::regclass
      and z.objid = y.oid and z.refclassid = 'pg_class'::regclass and z.refobjid = ${sequence}
    where y.adrelid = ${dependency}.refobjid and y.adnum = ${dependency}.refobjsubid
      and pg_get_expr(y.adbin, y.adrelid, true) like 'nextval(''%''::regclass)'))`;
}

/** The rows of sequences of their own. */
export const SEQUENCES = `select json_build_object('schema', n.nspname, 'name', c.relname, 'type', format_type(q.seqtypid, null),
    'start', q.seqstart::text, 'increment', q.seqincrement::text, 'minValue', q.seqmin::text, 'maxValue', q.seqmax::text,
    'cache', q.seqcache::text, 'cycle', q.seqcycle, 'isUnlogged', c.relpersistence = 'u',
    'ownerSchema', onn.nspname, 'owner', oc.relname, 'ownerColumn', oa.attname, 'comment', obj_description(c.oid, 'pg_class')) as row
  from pg_sequence q join pg_class c on c.oid = q.seqrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
      and d.refobjsubid > 0 and d.deptype in ('a', 'i')
    left join pg_class oc on oc.oid = d.refobjid
    left join pg_namespace onn on onn.oid = oc.relnamespace
    left join pg_attribute oa on oa.attrelid = d.refobjid and oa.attnum = d.refobjsubid
  where n.nspname = any ($1::text[]) and ${isOwn("pg_class", "c.oid")}
    and (d.objid is null or not ${numbersItsOwner("d", "c.oid")})
  order by n.nspname collate "C", c.relname collate "C"`;

/** A sequence out of the catalog, without what the server takes when nothing is said. */
export function readSequence(row: SequenceRow, nameIn: NameIn): Sequence {
  const usual = usualNumbers(row);
  const say = (member: string, value: string, isUsual: string): Record<string, string> =>
    value === isUsual ? {} : { [member]: value };
  return {
    kind: "sequence",
    ...nameIn(row.schema, row.name),
    ...say("type", row.type, USUAL_TYPE),
    ...say("start", row.start, usual.start),
    ...say("increment", row.increment, "1"),
    ...say("minValue", row.minValue, usual.minValue),
    ...say("maxValue", row.maxValue, usual.maxValue),
    ...say("cache", row.cache, "1"),
    ...(row.cycle ? { cycle: true } : {}),
    ...(row.owner === null || row.ownerColumn === null
      ? {}
      : { ownedBy: { table: nameIn(row.ownerSchema ?? "", row.owner), column: row.ownerColumn } }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(row.isUnlogged ? { attributes: { [UNLOGGED]: true } } : {}),
  };
}

/** What goes without saying, given the type, the direction and the bounds. */
function usualNumbers(row: Pick<SequenceRow, "type" | "increment" | "minValue" | "maxValue">) {
  const [least, most] = SEQUENCE_BOUNDS[row.type] ?? SEQUENCE_BOUNDS[USUAL_TYPE]!;
  const isFalling = row.increment.startsWith("-");
  return {
    minValue: isFalling ? least : "1",
    maxValue: isFalling ? "-1" : most,
    start: isFalling ? row.maxValue : row.minValue,
  };
}

/** A sequence in the one spelling: without what goes without saying. */
export function fixSequence(sequence: Sequence): Sequence {
  const { type, start, increment, minValue, maxValue, cache, cycle, ...rest } = sequence;
  const [least, most] = SEQUENCE_BOUNDS[type ?? USUAL_TYPE] ?? SEQUENCE_BOUNDS[USUAL_TYPE]!;
  const isFalling = (increment ?? "1").startsWith("-");
  const low = minValue ?? (isFalling ? least : "1");
  const high = maxValue ?? (isFalling ? "-1" : most);
  return {
    ...rest,
    ...(type === undefined || type === USUAL_TYPE ? {} : { type }),
    ...(start === undefined || start === (isFalling ? high : low) ? {} : { start }),
    ...(increment === undefined || increment === "1" ? {} : { increment }),
    ...(minValue === undefined || minValue === (isFalling ? least : "1") ? {} : { minValue }),
    ...(maxValue === undefined || maxValue === (isFalling ? "-1" : most) ? {} : { maxValue }),
    ...(cache === undefined || cache === "1" ? {} : { cache }),
    ...(cycle === true ? { cycle } : {}),
  };
}

/** Sequences of their own. A change keeps the number that the sequence has come to. */
export function createSequenceWriter(sql: SqlPieces, typeText: (type: string) => string): ObjectWriter<Sequence> {
  const comment = (sequence: ObjectName, text: string | undefined): string =>
    `COMMENT ON SEQUENCE ${sql.name(sequence)} IS ${text === undefined ? "NULL" : sql.text(text)}`;
  const owner = ({ ownedBy }: Sequence): string =>
    ownedBy === undefined ? "OWNED BY NONE" : `OWNED BY ${sql.name(ownedBy.table)}.${sql.quote(ownedBy.column)}`;
  return {
    create: (sequence) => [
      [
        `CREATE ${isUnlogged(sequence) ? "UNLOGGED " : ""}SEQUENCE ${sql.name(sequence)}`,
        ...(sequence.type === undefined ? [] : [`AS ${typeText(sequence.type)}`]),
        ...OPTIONS.flatMap((option) => (sequence[option] === undefined ? [] : [optionText(option, sequence)])),
        ...(sequence.ownedBy === undefined ? [] : [owner(sequence)]),
      ].join(" "),
      ...(sequence.comment === undefined ? [] : [comment(sequence, sequence.comment)]),
    ],
    change: (sequence, previous) => {
      const head = `ALTER SEQUENCE ${sql.name(sequence)}`;
      const differs = (member: keyof Sequence): boolean =>
        previous === undefined || !isSameData(sequence[member], previous[member]);
      const retyped = differs("type");
      const actions = [
        ...(retyped ? [`AS ${typeText(sequence.type ?? USUAL_TYPE)}`] : []),
        // Bounds that go without saying follow the type and the direction.
        ...OPTIONS.filter((option) => differs(option) || retyped || differs("increment")).map((option) =>
          optionText(option, sequence),
        ),
        ...(differs("ownedBy") ? [owner(sequence)] : []),
      ];
      const wasUnlogged = previous !== undefined && isUnlogged(previous);
      return [
        ...(actions.length === 0 ? [] : [`${head} ${actions.join(" ")}`]),
        ...(isUnlogged(sequence) === wasUnlogged ? [] : [`${head} SET ${wasUnlogged ? "LOGGED" : "UNLOGGED"}`]),
        ...(differs("comment") ? [comment(sequence, sequence.comment)] : []),
      ];
    },
    drop: (reference) => [`DROP SEQUENCE ${sql.name(reference)}`],
  };
}

const OPTIONS = ["increment", "minValue", "maxValue", "start", "cache", "cycle"] as const;

function optionText(option: (typeof OPTIONS)[number], sequence: Sequence): string {
  const isFalling = (sequence.increment ?? "1").startsWith("-");
  switch (option) {
    case "increment":
      return `INCREMENT BY ${integer(sequence.increment ?? "1")}`;
    case "minValue":
      return sequence.minValue === undefined ? "NO MINVALUE" : `MINVALUE ${integer(sequence.minValue)}`;
    case "maxValue":
      return sequence.maxValue === undefined ? "NO MAXVALUE" : `MAXVALUE ${integer(sequence.maxValue)}`;
    case "start": {
      const usual = isFalling ? (sequence.maxValue ?? "-1") : (sequence.minValue ?? "1");
      return `START WITH ${integer(sequence.start ?? usual)}`;
    }
    case "cache":
      return `CACHE ${integer(sequence.cache ?? "1")}`;
    case "cycle":
      return sequence.cycle === true ? "CYCLE" : "NO CYCLE";
  }
}

/** The digits of a number, and nothing else. @throws OrmError `OPERATION.INVALID`. */
function integer(text: string): string {
  if (/^[+-]?\d+$/.test(text)) return text;
  throw new OrmError("OPERATION.INVALID", `a sequence counts in whole numbers, not in ${JSON.stringify(text)}`, {
    hint: 'Write its numbers as text of digits: { start: "1000" }.',
  });
}

function isUnlogged({ attributes }: Sequence): boolean {
  return attributes?.[UNLOGGED] === true;
}
