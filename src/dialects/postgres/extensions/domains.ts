import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import { dropOf } from "../../../operations/objects/define-object-operations";
import type { CheckConstraint, Column, Domain, ObjectName, Schema, SchemaObject, Table } from "../../../schema/model";
import { isSameName, nameKey, nameOf } from "../../../schema/object-name";
import { findObject } from "../../../schema/object-reference";
import { isSameData } from "../../../util/stable-json";
import { readDefaultText } from "../default-text";
import { withoutParentheses } from "../expression-text";
import { isOwn } from "../is-own";
import type { NameIn } from "../name-in";
import { isHeldBy } from "../held-objects";
import { parseTypeName, userTypeName } from "../type-name";
import { joinUserType, readType, typeMembers, type TypeNameRow } from "../type-reader";
import { dependentsOfType } from "./type-dependents";
import { visibleName } from "../visible-name";

export interface DomainRow extends TypeNameRow {
  readonly schema: string;
  readonly name: string;
  readonly isNotNull: boolean;
  readonly default: string | null;
  readonly collation: string | null;
  readonly checks: readonly {
    readonly name: string;
    readonly expression: string;
    readonly isValid: boolean;
    readonly comment: string | null;
  }[];
  readonly comment: string | null;
}

export const DOMAINS = `select json_build_object('schema', n.nspname, 'name', o.typname, ${typeMembers("o.typbasetype", "o.typtypmod")},
    'isNotNull', o.typnotnull, 'default', pg_get_expr(o.typdefaultbin, 0, true), 'collation', ${visibleName("collation", "co")},
    'checks', (select coalesce(json_agg(json_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, 0, true),
        'isValid', k.convalidated, 'comment', obj_description(k.oid, 'pg_constraint')) order by k.conname collate "C"), '[]')
      from pg_constraint k where k.contypid = o.oid and k.contype = 'c'),
    'comment', obj_description(o.oid, 'pg_type')) as row
  from pg_type o join pg_namespace n on n.oid = o.typnamespace
    ${joinUserType("o.typbasetype")}
    left join pg_collation co on co.oid = o.typcollation and o.typcollation <> t.typcollation
  where n.nspname = any ($1::text[]) and o.typtype = 'd' and ${isOwn("pg_type", "o.oid")}
  order by n.nspname collate "C", o.typname collate "C"`;

export function readDomain(row: DomainRow, nameIn: NameIn): Domain {
  const type = readType(row, nameIn);
  const value = row.default === null ? undefined : readDefaultText(row.default, parseTypeName(type));
  const checks = row.checks.map(({ name, expression, isValid, comment }) => ({
    name,
    expression: withoutParentheses(expression),
    ...(isValid ? {} : { notValid: true }),
    ...(comment === null ? {} : { comment }),
  }));
  return {
    kind: "domain",
    ...nameIn(row.schema, row.name),
    type,
    ...(row.collation === null ? {} : { collation: row.collation }),
    ...(row.isNotNull ? { notNull: true } : {}),
    ...(value === undefined ? {} : { default: value }),
    ...(checks.length === 0 ? {} : { checks }),
    ...(row.comment === null ? {} : { comment: row.comment }),
  };
}

/** How types and defaults are written. */
export interface DomainPieces extends SqlPieces {
  typeText(type: string, collation: string | undefined): string;
  defaultText(value: NonNullable<Domain["default"]>): string;
  createObject(object: SchemaObject): readonly string[];
  dropObject(object: SchemaObject): readonly string[];
}

export function createDomainWriter(sql: DomainPieces): ObjectWriter<Domain> {
  const check = ({ name, expression, notValid }: CheckConstraint): string =>
    `${name === undefined ? "" : `CONSTRAINT ${sql.quote(name)} `}CHECK (${expression})${notValid === true ? " NOT VALID" : ""}`;
  const alter = (domain: ObjectName, action: string): string => `ALTER DOMAIN ${sql.name(domain)} ${action}`;
  const text = (comment: string | undefined): string => (comment === undefined ? "NULL" : sql.text(comment));
  const commentOn = (domain: ObjectName, comment: string | undefined): string =>
    `COMMENT ON DOMAIN ${sql.name(domain)} IS ${text(comment)}`;
  const commentOnCheck = (domain: ObjectName, { name = "", comment }: CheckConstraint): string =>
    `COMMENT ON CONSTRAINT ${sql.quote(name)} ON DOMAIN ${sql.name(domain)} IS ${text(comment)}`;
  const addCheck = (domain: ObjectName, added: CheckConstraint): readonly string[] => [
    alter(domain, `ADD ${check(added)}`),
    ...(added.comment === undefined ? [] : [commentOnCheck(domain, added)]),
  ];

  const create = (domain: Domain): readonly string[] => {
    const checks = domain.checks ?? [];
    const parts = [
      `CREATE DOMAIN ${sql.name(domain)} AS ${sql.typeText(domain.type, domain.collation)}`,
      ...(domain.default === undefined ? [] : [`DEFAULT ${sql.defaultText(domain.default)}`]),
      ...(domain.notNull === true ? ["NOT NULL"] : []),
      ...checks.filter(({ notValid }) => notValid !== true).map(check),
    ];
    return [
      parts.join(" "),
      ...checks.filter(({ notValid }) => notValid === true).map((late) => alter(domain, `ADD ${check(late)}`)),
      ...(domain.comment === undefined ? [] : [commentOn(domain, domain.comment)]),
      ...checks.filter(({ comment }) => comment !== undefined).map((one) => commentOnCheck(domain, one)),
    ];
  };

  const changeChecks = (domain: Domain, previous: Domain): readonly string[] => {
    const { gone, added, kept } = matchChecks(previous.checks ?? [], domain.checks ?? []);
    return [
      ...gone.map(({ name = "" }) => alter(domain, `DROP CONSTRAINT ${sql.quote(name)}`)),
      ...kept.flatMap(([before, after]) => [
        ...(before.name === after.name || after.name === undefined
          ? []
          : [alter(domain, `RENAME CONSTRAINT ${sql.quote(before.name ?? "")} TO ${sql.quote(after.name)}`)]),
        ...(before.notValid === true && after.notValid !== true
          ? [alter(domain, `VALIDATE CONSTRAINT ${sql.quote(after.name ?? before.name ?? "")}`)]
          : []),
        ...(before.comment === after.comment
          ? []
          : [commentOnCheck(domain, { ...after, name: after.name ?? before.name ?? "" })]),
      ]),
      ...added.flatMap((one) => addCheck(domain, one)),
    ];
  };

  /** The type of a domain cannot change: a new one takes its name, and the columns go over to it by way of the types below. */
  const replaceType = (domain: Domain, previous: Domain, schema: Schema): readonly string[] => {
    const old: ObjectName = { ...nameOf(domain), name: `${domain.name.slice(0, 58)}__old` };
    const dropped = dropOf(previous);
    const uses = columnsOf(domain, schema).map(([table, column]) => ({ table, columns: [column] }));
    const held = dependentsOfType(domain, uses, schema, (object) => isHeldBy(dropped, object));
    return [
      ...[...held].reverse().flatMap((object) => sql.dropObject(object)),
      alter(previous, `RENAME TO ${sql.quote(old.name)}`),
      ...create(domain),
      ...columnsOf(domain, schema).flatMap(([table, column]) => {
        const act = (action: string): string =>
          `ALTER TABLE ${sql.name(table)} ALTER COLUMN ${sql.quote(column.name)} ${action}`;
        const { dimensions } = parseTypeName(column.type);
        const steps = [previous.type, domain.type, undefined].map((type) =>
          type === undefined
            ? `${sql.name(domain)}${"[]".repeat(dimensions)}`
            : sql.typeText(type, undefined) + "[]".repeat(dimensions),
        );
        return [
          ...(column.default === undefined ? [] : [act("DROP DEFAULT")]),
          act(`TYPE ${steps[2]!} USING ${[sql.quote(column.name), ...steps].join("::")}`),
          ...(column.default === undefined
            ? []
            : [act(`SET DEFAULT ${[`(${sql.defaultText(column.default)})`, ...steps].join("::")}`)]),
        ];
      }),
      drop(old),
      ...held.flatMap((object) => sql.createObject(object)),
    ];
  };

  const drop = (domain: ObjectName): string => `DROP DOMAIN ${sql.name(domain)}`;
  return {
    create,
    change: (domain, given, schema) => {
      const previous = given ?? (findObject(schema, domain) as Domain | undefined);
      if (previous === undefined) throw unknown(domain);
      if (previous.type !== domain.type || previous.collation !== domain.collation) {
        return replaceType(domain, previous, schema);
      }
      const value = domain.default;
      return [
        ...(isSameData(value, previous.default)
          ? []
          : [alter(domain, value === undefined ? "DROP DEFAULT" : `SET DEFAULT ${sql.defaultText(value)}`)]),
        ...changeChecks(domain, previous),
        ...((domain.notNull ?? false) === (previous.notNull ?? false)
          ? []
          : [alter(domain, domain.notNull === true ? "SET NOT NULL" : "DROP NOT NULL")]),
        ...(domain.comment === previous.comment ? [] : [commentOn(domain, domain.comment)]),
      ];
    },
    drop: (reference) => [drop(reference)],
  };
}

/** The columns that have the domain as their type, or lists of it. */
function columnsOf(domain: Domain, schema: Schema): readonly (readonly [Table, Column])[] {
  return schema.tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => {
        const name = userTypeName(parseTypeName(type));
        return name !== undefined && isSameName(name, domain);
      })
      .map((column) => [table, column] as const),
  );
}

/** Checks by their condition first: those that say the same stay, under another name if need be. */
function matchChecks(previous: readonly CheckConstraint[], wanted: readonly CheckConstraint[]) {
  const gone = [...previous];
  const kept: [CheckConstraint, CheckConstraint][] = [];
  const isLaxer = (before: CheckConstraint, after: CheckConstraint): boolean =>
    after.notValid === true && before.notValid !== true;
  const added = wanted.filter((after) => {
    const same = gone.filter((before) => before.expression === after.expression && !isLaxer(before, after));
    const before = same.find(({ name }) => name === after.name) ?? same[0];
    if (before === undefined) return true;
    gone.splice(gone.indexOf(before), 1);
    kept.push([before, after]);
    return false;
  });
  return { gone, added, kept };
}

function unknown(domain: Domain): OrmError {
  return new OrmError("SCHEMA.NOT_FOUND", `domain "${nameKey(domain)}" does not exist`, {
    hint: "Check the name; what a domain was must be known to change it.",
  });
}
