import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { CompositeType, ObjectName } from "../../../schema/model";
import { nameKey } from "../../../schema/object-name";
import { findObject } from "../../../schema/object-reference";
import { isSameData } from "../../../util/stable-json";
import { isOwn } from "../is-own";
import type { NameIn } from "../name-in";
import { joinUserType, readType, typeMembers, type TypeNameRow } from "../type-reader";
import { visibleName } from "../visible-name";

type Part = CompositeType["columns"][number];

/** The comments of the parts, by name and text: `street: with its number`. */
const PART_COMMENTS = "postgres.partComments";

export interface CompositeTypeRow {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly (TypeNameRow & {
    readonly name: string;
    readonly collation: string | null;
    readonly comment: string | null;
  })[];
  readonly comment: string | null;
}

export const COMPOSITE_TYPES = `select json_build_object('schema', n.nspname, 'name', o.typname,
    'columns', (select coalesce(json_agg(json_build_object('name', a.attname, ${typeMembers("a.atttypid", "a.atttypmod")},
        'collation', ${visibleName("collation", "co")}, 'comment', col_description(a.attrelid, a.attnum)) order by a.attnum), '[]')
      from pg_attribute a ${joinUserType("a.atttypid")}
        left join pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
      where a.attrelid = o.typrelid and a.attnum > 0 and not a.attisdropped),
    'comment', obj_description(o.oid, 'pg_type')) as row
  from pg_type o join pg_namespace n on n.oid = o.typnamespace join pg_class c on c.oid = o.typrelid
  where n.nspname = any ($1::text[]) and c.relkind = 'c' and ${isOwn("pg_type", "o.oid")}
  order by n.nspname collate "C", o.typname collate "C"`;

export function readCompositeType(row: CompositeTypeRow, nameIn: NameIn): CompositeType {
  const comments = row.columns.flatMap(({ name, comment }) => (comment === null ? [] : [`${name}: ${comment}`]));
  return {
    kind: "compositeType",
    ...nameIn(row.schema, row.name),
    columns: row.columns.map((column) => ({
      name: column.name,
      type: readType(column, nameIn),
      ...(column.collation === null ? {} : { collation: column.collation }),
    })),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(comments.length === 0 ? {} : { attributes: { [PART_COMMENTS]: comments } }),
  };
}

/** New parts come behind the old ones; those that stay keep their order. */
export function canReplaceCompositeType(previous: CompositeType, wanted: CompositeType): boolean {
  const names = new Set(wanted.columns.map(({ name }) => name));
  const kept = previous.columns.filter(({ name }) => names.has(name)).map(({ name }) => name);
  return isSameData(
    wanted.columns.slice(0, kept.length).map(({ name }) => name),
    kept,
  );
}

export interface CompositeTypePieces extends SqlPieces {
  typeText(type: string, collation: string | undefined): string;
}

export function createCompositeTypeWriter(sql: CompositeTypePieces): ObjectWriter<CompositeType> {
  const part = ({ name, type, collation }: Part): string => `${sql.quote(name)} ${sql.typeText(type, collation)}`;
  const comment = (what: string, text: string | undefined): string =>
    `COMMENT ON ${what} IS ${text === undefined ? "NULL" : sql.text(text)}`;
  const partComments = (type: CompositeType, previous: CompositeType | undefined): readonly string[] => {
    const [before, after] = [commentsOf(previous), commentsOf(type)];
    return type.columns
      .filter(({ name }) => before.get(name) !== after.get(name))
      .map(({ name }) => comment(`COLUMN ${sql.name(type)}.${sql.quote(name)}`, after.get(name)));
  };
  const create = (type: CompositeType): readonly string[] => [
    `CREATE TYPE ${sql.name(type)} AS (${type.columns.map(part).join(", ")})`,
    ...(type.comment === undefined ? [] : [comment(`TYPE ${sql.name(type)}`, type.comment)]),
    ...partComments(type, undefined),
  ];
  const drop = (type: ObjectName): string => `DROP TYPE ${sql.name(type)}`;
  return {
    create,
    change: (type, given, schema) => {
      const previous = given ?? (findObject(schema, type) as CompositeType | undefined);
      if (previous === undefined) throw unknown(type);
      if (!canReplaceCompositeType(previous, type)) return [drop(previous), ...create(type)];
      const before = new Map(previous.columns.map((column) => [column.name, column]));
      const after = new Set(type.columns.map(({ name }) => name));
      const actions = [
        ...previous.columns
          .filter(({ name }) => !after.has(name))
          .map(({ name }) => `DROP ATTRIBUTE ${sql.quote(name)}`),
        ...type.columns.flatMap((column) => {
          const old = before.get(column.name);
          if (old === undefined) return [`ADD ATTRIBUTE ${part(column)}`];
          if (isSameData(old, column)) return [];
          return [`ALTER ATTRIBUTE ${sql.quote(column.name)} TYPE ${sql.typeText(column.type, column.collation)}`];
        }),
      ];
      return [
        // CASCADE: tables that are made of the type follow it.
        ...actions.map((action) => `ALTER TYPE ${sql.name(type)} ${action} CASCADE`),
        ...(type.comment === previous.comment ? [] : [comment(`TYPE ${sql.name(type)}`, type.comment)]),
        ...partComments(type, previous),
      ];
    },
    drop: (reference) => [drop(reference)],
  };
}

function commentsOf(type: CompositeType | undefined): ReadonlyMap<string, string> {
  const list = type?.attributes?.[PART_COMMENTS];
  const texts = Array.isArray(list) ? (list as readonly string[]) : [];
  return new Map(
    type?.columns.flatMap(({ name }) => {
      const found = texts.find((text) => text.startsWith(`${name}: `));
      return found === undefined ? [] : [[name, found.slice(name.length + 2)] as const];
    }),
  );
}

function unknown(type: CompositeType): OrmError {
  return new OrmError("SCHEMA.NOT_FOUND", `composite type "${nameKey(type)}" does not exist`, {
    hint: "Check the name; what a type was must be known to change it.",
  });
}
