import type { Column } from "../../schema/model";
import type { ColumnRow } from "./catalog";
import { readDefaultText } from "./default-text";
import { withoutParentheses } from "./expression-text";
import { readColumnFacts, type NotNullRow } from "./extensions/column-facts";
import { readNumbering } from "./extensions/numbering-sequence";
import { SEQUENCE_BOUNDS } from "./extensions/sequences";
import type { NameIn } from "./name-in";
import { readType } from "./type-reader";
import { parseTypeName } from "./type-name";

/** A column out of the catalog. */
export function readColumn(
  row: ColumnRow,
  nameIn: NameIn,
  relation: { readonly name: string; readonly isUnlogged: boolean },
  notNull: NotNullRow | undefined,
): Column {
  const type = readType(row, nameIn);
  const isSerial =
    row.sequence !== null && row.identity === "" && /^nextval\('.*'::regclass\)$/s.test(row.default ?? "");
  const attributes = {
    ...readColumnFacts(row.facts, notNull),
    ...(isSerial && row.sequence !== null ? readNumbering(row.sequence, relation, row.name, row.type) : {}),
  };
  const value =
    row.default === null || isSerial || row.generated !== ""
      ? undefined
      : readDefaultText(row.default, parseTypeName(type));
  return {
    name: row.name,
    type,
    nullable: !row.isNotNull,
    ...(value === undefined ? {} : { default: value }),
    ...(isSerial ? { autoIncrement: true } : {}),
    ...(row.identity === "" ? {} : { identity: readIdentity(row) }),
    ...(row.generated === "" || row.default === null
      ? {}
      : { generated: { expression: withoutParentheses(row.default), stored: row.generated === "s" } }),
    ...(row.collation === null ? {} : { collation: row.collation }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** What is the server's own choice goes without saying: it depends on the type and on the direction. */
function readIdentity({ identity, type, sequence }: ColumnRow): NonNullable<Column["identity"]> {
  const always = identity === "a";
  if (sequence === null) return { always };
  const { start, increment, minValue, maxValue, cache, cycle } = sequence;
  const [least, most] = SEQUENCE_BOUNDS[type] ?? [];
  const usual = increment.startsWith("-")
    ? { min: least, max: "-1", start: "-1" }
    : { min: "1", max: most, start: "1" };
  const member = (name: string, value: string, isUsual: string | undefined): Record<string, number> =>
    value === isUsual ? {} : { [name]: Number(value) };
  return {
    always,
    ...member("start", start, usual.start),
    ...member("increment", increment, "1"),
    ...member("minValue", minValue, usual.min),
    ...member("maxValue", maxValue, usual.max),
    ...member("cache", cache, "1"),
    ...(cycle ? { cycle } : {}),
  };
}
