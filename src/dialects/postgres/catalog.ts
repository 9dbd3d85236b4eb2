import type { DriverConnection } from "../../dialect/driver";
import { columnFacts, UNUSUAL_NOT_NULL, type ColumnFactsRow } from "./extensions/column-facts";
import { EXCLUSION, type ExclusionRow } from "./extensions/exclusions";
import type { NumberingRow } from "./extensions/numbering-sequence";
import { DESCENT, type DescentRow } from "./extensions/partitions";
import { numbersItsOwner } from "./extensions/sequences";
import { STORAGE, type StorageRow } from "./extensions/storage-parameters";
import { indexesQuery, type IndexRow } from "./index-catalog";
import { isOwn } from "./is-own";
import { OBJECTS, type ObjectCatalog } from "./object-catalog";
import { PostgresQueryCompiler } from "./query-compiler";
import { joinUserType, typeMembers, type TypeNameRow } from "./type-reader";
import { visibleName } from "./visible-name";

/** The rows of the system catalogs for some schemas: the same seven queries however many objects there are. */
export interface Catalog {
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly types: readonly TypeRow[];
  readonly objects: ObjectCatalog;
  /** Those of the schemas that exist. */
  readonly schemas: readonly SchemaRow[];
}

export interface SchemaRow {
  readonly name: string;
  readonly comment: string | null;
}

export interface RelationRow extends DescentRow {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  /** `r` table, `p` partitioned table, `f` foreign table. */
  readonly kind: string;
  readonly hasRowSecurity: boolean;
  readonly forcesRowSecurity: boolean;
  readonly storage: StorageRow | null;
  readonly comment: string | null;
}

export interface ColumnRow extends TypeNameRow {
  readonly relation: string;
  readonly name: string;
  readonly isNotNull: boolean;
  readonly default: string | null;
  /** `a` ALWAYS, `d` BY DEFAULT, empty. */
  readonly identity: string;
  /** `s` stored, `v` virtual, empty. */
  readonly generated: string;
  readonly collation: string | null;
  readonly comment: string | null;
  /** It is declared here, and not only had from a table that this one descends from. */
  readonly isLocal: boolean;
  readonly facts: ColumnFactsRow | null;
  /** The sequence that numbers the column. */
  readonly sequence: NumberingRow | null;
}

export interface ConstraintRow {
  readonly relation: string;
  /** `p` primary key, `u` unique, `f` foreign key, `c` check, `x` exclusion, `n` a NOT NULL that is not the usual one. */
  readonly kind: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly targetSchema: string | null;
  readonly target: string | null;
  readonly targetColumns: readonly string[];
  readonly onUpdate: string;
  readonly onDelete: string;
  /** The columns that the action touches, where they are not all. */
  readonly onDeleteColumns: readonly string[];
  /** `f` full, `s` simple. */
  readonly match: string;
  readonly isDeferrable: boolean;
  readonly isDeferred: boolean;
  readonly isValid: boolean;
  /** The columns that the index of a key carries along. */
  readonly include: readonly string[];
  /** Tables that descend from this one have it too. */
  readonly isInherited: boolean;
  /** It is declared here, and not only had from a table that this one descends from. */
  readonly isLocal: boolean;
  readonly isEnforced: boolean;
  readonly exclusion: ExclusionRow | null;
  readonly comment: string | null;
  /** Its last column is a range: WITHOUT OVERLAPS, PERIOD. */
  readonly isTemporal: boolean;
  readonly expression: string | null;
  readonly nullsNotDistinct: boolean;
}

export interface TypeRow {
  readonly schema: string;
  readonly name: string;
  /** The values of an enum type in their order. */
  readonly values: readonly string[];
  readonly comment: string | null;
}

/** What the version of the server decides about the queries. */
export interface CatalogFeatures {
  readonly nullsNotDistinct: boolean;
  readonly onDeleteColumns: boolean;
  readonly temporalKeys: boolean;
  /** Constraints may be NOT ENFORCED, and NOT NULL is one of them. */
  readonly notNullConstraints: boolean;
  /** SET COMPRESSION. */
  readonly columnCompression: boolean;
}

const RELATIONS = `select json_build_object('id', c.oid::text, 'schema', n.nspname, 'name', c.relname, 'kind', c.relkind,
    'hasRowSecurity', c.relrowsecurity, 'forcesRowSecurity', c.relforcerowsecurity,
    'comment', obj_description(c.oid, 'pg_class'), ${DESCENT}, ${STORAGE})
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'f') and ${isOwn("pg_class", "c.oid")}
  order by n.nspname collate "C", c.relname collate "C"`;

function columnsQuery(features: CatalogFeatures): string {
  return `select json_build_object('relation', a.attrelid::text, 'name', a.attname, ${typeMembers("a.atttypid", "a.atttypmod")},
    'isNotNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid, true), 'identity', a.attidentity, 'generated', a.attgenerated,
    'collation', ${visibleName("collation", "co")}, 'comment', col_description(a.attrelid, a.attnum), 'isLocal', a.attislocal, ${columnFacts(features)},
    'sequence', case when s.seqrelid is not null then json_build_object('name', s.relname, 'type', format_type(s.seqtypid, null),
      'start', s.seqstart::text, 'increment', s.seqincrement::text, 'minValue', s.seqmin::text, 'maxValue', s.seqmax::text,
      'cache', s.seqcache::text, 'cycle', s.seqcycle,
      'isApart', s.relpersistence <> c.relpersistence and current_setting('server_version_num')::integer >= 150000) end)
  from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    ${joinUserType("a.atttypid")}
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
    left join lateral (select q.*, qc.relname, qc.relpersistence from pg_depend x join pg_sequence q on q.seqrelid = x.objid join pg_class qc on qc.oid = x.objid
      where x.refclassid = 'pg_class'::regclass and x.refobjid = a.attrelid and x.refobjsubid = a.attnum
        and x.classid = 'pg_class'::regclass and x.deptype in ('a', 'i') and ${numbersItsOwner("x", "x.objid")} limit 1) s on true
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`;
}

function names(relation: string, numbers: string): string {
  return `coalesce((select json_agg(a.attname order by u.place) from unnest(${numbers}) with ordinality u (number, place)
      join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.number), '[]')`;
}

function constraintsQuery(features: CatalogFeatures): string {
  return `select json_build_object('relation', k.conrelid::text, 'kind', k.contype, 'name', k.conname,
    'columns', ${names("k.conrelid", "k.conkey")}, 'targetSchema', fn.nspname, 'target', f.relname,
    'targetColumns', ${names("k.confrelid", "k.confkey")}, 'onUpdate', k.confupdtype, 'onDelete', k.confdeltype,
    'onDeleteColumns', ${features.onDeleteColumns ? names("k.conrelid", "k.confdelsetcols") : "json_build_array()"}, 'match', k.confmatchtype,
    'isDeferrable', k.condeferrable, 'isDeferred', k.condeferred, 'isValid', k.convalidated,
    'isInherited', not k.connoinherit, 'isLocal', k.conislocal, 'isEnforced', ${features.notNullConstraints ? "k.conenforced" : "true"},
    'exclusion', ${EXCLUSION}, 'comment', obj_description(k.oid, 'pg_constraint'), 'include', coalesce((select json_agg(a.attname order by u.place)
      from unnest(i.indkey::smallint[]) with ordinality u (number, place)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number where u.place > i.indnkeyatts), '[]'),
    'isTemporal', ${features.temporalKeys ? "k.conperiod" : "false"}, 'expression', pg_get_expr(k.conbin, k.conrelid, true),
    'nullsNotDistinct', ${features.nullsNotDistinct ? "coalesce(i.indnullsnotdistinct, false)" : "false"})
  from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_class f on f.oid = k.confrelid
    left join pg_namespace fn on fn.oid = f.relnamespace
    left join pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
    left join pg_class ic on ic.oid = i.indexrelid
  where n.nspname = any ($1::text[]) and k.conparentid = 0 and (k.contype in ('p', 'u', 'f', 'c', 'x')${features.notNullConstraints ? ` or ${UNUSUAL_NOT_NULL}` : ""})
  order by k.conrelid, k.conname collate "C"`;
}

const TYPES = `select json_build_object('schema', n.nspname, 'name', t.typname, 'comment', obj_description(t.oid, 'pg_type'),
    'values', (select coalesce(json_agg(e.enumlabel order by e.enumsortorder), '[]') from pg_enum e where e.enumtypid = t.oid))
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where n.nspname = any ($1::text[]) and t.typtype = 'e' and ${isOwn("pg_type", "t.oid")}
  order by n.nspname collate "C", t.typname collate "C"`;

const SCHEMAS = `select json_build_object('name', nspname, 'comment', obj_description(oid, 'pg_namespace')) from pg_namespace where nspname = any ($1::text[]) order by nspname collate "C"`;

const queries = new PostgresQueryCompiler();

/**
 * A server with JIT takes these queries for dear ones and compiles them for more than a second. Said in one text with the query
 * it holds for the query alone, or for the caller's transaction; that is why the query has no parameters.
 */
const WITHOUT_JIT = "select set_config('jit', 'off', true)";

/** Reads the catalogs for the schemas of those names. */
export async function readCatalog(
  connection: DriverConnection,
  schemas: readonly string[],
  features: CatalogFeatures,
): Promise<Catalog> {
  const names = schemas.map((name) => queries.quoteString(name)).join(", ");
  const read = async <T>(sql: string): Promise<readonly T[]> => {
    const text = sql.replaceAll("$1::text[]", () => `array[${names}]::text[]`);
    const { rows } = await connection.execute(`${WITHOUT_JIT};\n${text}`, []);
    return rows.map((row) => JSON.parse(String(row[0])) as T);
  };
  return {
    relations: await read<RelationRow>(RELATIONS),
    columns: await read<ColumnRow>(columnsQuery(features)),
    constraints: await read<ConstraintRow>(constraintsQuery(features)),
    indexes: await read<IndexRow>(indexesQuery(features)),
    types: await read<TypeRow>(TYPES),
    objects: (await read<ObjectCatalog>(OBJECTS))[0]!,
    schemas: await read<SchemaRow>(SCHEMAS),
  };
}
