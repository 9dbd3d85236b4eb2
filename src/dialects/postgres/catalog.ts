import type { DriverConnection } from "../../dialect/driver";

/** The rows of the system catalogs for some schemas: the same six queries however many objects there are. */
export interface Catalog {
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly types: readonly TypeRow[];
  /** Those of the schemas that exist. */
  readonly schemas: readonly string[];
}

export interface RelationRow {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  /** `r` table, `p` partitioned table, `v` view, `m` materialized view, `f` foreign table, `S` sequence, `c` composite type. */
  readonly kind: string;
  readonly isPartition: boolean;
  readonly comment: string | null;
}

export interface ColumnRow {
  readonly relation: string;
  readonly name: string;
  readonly type: string;
  readonly isNotNull: boolean;
  readonly default: string | null;
  /** `a` ALWAYS, `d` BY DEFAULT, empty. */
  readonly identity: string;
  /** `s` stored, `v` virtual, empty. */
  readonly generated: string;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly enumSchema: string | null;
  readonly enumName: string | null;
  readonly isArray: boolean;
  /** The first number and the step of the sequence that belongs to the column. */
  readonly sequenceStart: string | null;
  readonly sequenceStep: string | null;
  readonly sequenceMin: string | null;
  readonly sequenceMax: string | null;
  readonly sequenceCache: string | null;
  readonly sequenceCycle: boolean | null;
}

export interface ConstraintRow {
  readonly relation: string;
  /** `p` primary key, `u` unique, `f` foreign key, `c` check, `x` exclusion. */
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
  readonly isInherited: boolean;
  /** Its last column is a range: WITHOUT OVERLAPS, PERIOD. */
  readonly isTemporal: boolean;
  readonly expression: string | null;
  readonly nullsNotDistinct: boolean;
}

export interface IndexPartRow {
  readonly column: string | null;
  readonly expression: string | null;
  /** Bit 1: descending; bit 2: NULLs first. */
  readonly option: number | null;
  /** The operator class, where it is not the usual one. */
  readonly opclass: string | null;
  /** The parameters of the operator class: `siglen=8`. */
  readonly opclassOptions: readonly string[] | null;
  /** A column that is carried along but is not part of the key. */
  readonly isIncluded: boolean;
}

export interface IndexRow {
  readonly relation: string;
  readonly name: string;
  readonly isUnique: boolean;
  readonly method: string;
  readonly predicate: string | null;
  readonly isValid: boolean;
  /** Storage parameters: `fillfactor=70`. */
  readonly options: readonly string[] | null;
  readonly nullsNotDistinct: boolean;
  readonly parts: readonly IndexPartRow[];
}

export interface TypeRow {
  readonly schema: string;
  readonly name: string;
  /** The values of an enum type in their order; `null` for a domain. */
  readonly values: readonly string[] | null;
}

/** What the version of the server decides about the queries. */
export interface CatalogFeatures {
  readonly nullsNotDistinct: boolean;
  readonly onDeleteColumns: boolean;
  readonly temporalKeys: boolean;
}

/** Objects that an extension brought are the extension's. */
function isOwn(catalog: "pg_class" | "pg_type", id: string): string {
  return `not exists (select 1 from pg_depend x where x.classid = '${catalog}'::regclass and x.objid = ${id} and x.deptype = 'e')`;
}

const RELATIONS = `select json_build_object('id', c.oid::text, 'schema', n.nspname, 'name', c.relname, 'kind', c.relkind,
    'isPartition', c.relispartition, 'comment', obj_description(c.oid, 'pg_class'))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c') and ${isOwn("pg_class", "c.oid")}
    and not (c.relkind = 'S' and exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
      and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
  order by n.nspname collate "C", c.relname collate "C"`;

const COLUMNS = `select json_build_object('relation', a.attrelid::text, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'isNotNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid, true), 'identity', a.attidentity, 'generated', a.attgenerated,
    'collation', co.collname, 'comment', col_description(a.attrelid, a.attnum), 'enumSchema', en.nspname, 'enumName', e.typname,
    'isArray', t.typcategory = 'A', 'sequenceStart', s.seqstart::text, 'sequenceStep', s.seqincrement::text,
    'sequenceMin', s.seqmin::text, 'sequenceMax', s.seqmax::text, 'sequenceCache', s.seqcache::text, 'sequenceCycle', s.seqcycle)
  from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = case when t.typcategory = 'A' then t.typelem else t.oid end and e.typtype = 'e'
    left join pg_namespace en on en.oid = e.typnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
    left join lateral (select q.* from pg_depend x join pg_sequence q on q.seqrelid = x.objid
      where x.refclassid = 'pg_class'::regclass and x.refobjid = a.attrelid and x.refobjsubid = a.attnum
        and x.classid = 'pg_class'::regclass and x.deptype in ('a', 'i') limit 1) s on true
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`;

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
    'isInherited', not k.connoinherit, 'include', coalesce((select json_agg(a.attname order by u.place)
      from unnest(i.indkey::smallint[]) with ordinality u (number, place)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number where u.place > i.indnkeyatts), '[]'),
    'isTemporal', ${features.temporalKeys ? "k.conperiod" : "false"}, 'expression', pg_get_expr(k.conbin, k.conrelid, true),
    'nullsNotDistinct', ${features.nullsNotDistinct ? "coalesce(i.indnullsnotdistinct, false)" : "false"})
  from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_class f on f.oid = k.confrelid
    left join pg_namespace fn on fn.oid = f.relnamespace
    left join pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u')
  where n.nspname = any ($1::text[]) and k.contype in ('p', 'u', 'f', 'c', 'x') and k.conparentid = 0
  order by k.conrelid, k.conname collate "C"`;
}

function indexesQuery(features: CatalogFeatures): string {
  return `select json_build_object('relation', i.indrelid::text, 'name', ic.relname, 'isUnique', i.indisunique, 'method', am.amname,
    'predicate', pg_get_expr(i.indpred, i.indrelid, true), 'isValid', i.indisvalid, 'options', ic.reloptions,
    'nullsNotDistinct', ${features.nullsNotDistinct ? "i.indnullsnotdistinct" : "false"},
    'parts', (select json_agg(json_build_object('column', a.attname,
        'expression', case when i.indkey[k - 1] = 0 then pg_get_indexdef(i.indexrelid, k, true) end,
        'option', i.indoption[k - 1], 'opclass', case when o.opcdefault and ia.attoptions is null then null else o.opcname end, 'opclassOptions', ia.attoptions,
        'isIncluded', k > i.indnkeyatts) order by k)
      from generate_series(1, i.indnatts) k
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1]
        left join pg_attribute ia on ia.attrelid = i.indexrelid and ia.attnum = k
        left join pg_opclass o on o.oid = i.indclass[k - 1] and k <= i.indnkeyatts))
  from pg_index i
    join pg_class ic on ic.oid = i.indexrelid
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_am am on am.oid = ic.relam
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p') and not ic.relispartition
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by i.indrelid, ic.relname collate "C"`;
}

const TYPES = `select json_build_object('schema', n.nspname, 'name', t.typname, 'values', case when t.typtype = 'e' then
    (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) end)
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where n.nspname = any ($1::text[]) and t.typtype in ('e', 'd') and ${isOwn("pg_type", "t.oid")}
  order by n.nspname collate "C", t.typname collate "C"`;

const SCHEMAS = `select to_json(nspname::text) from pg_namespace where nspname = any ($1::text[]) order by nspname collate "C"`;

/** Reads the catalogs for the schemas of those names. */
export async function readCatalog(
  connection: DriverConnection,
  schemas: readonly string[],
  features: CatalogFeatures,
): Promise<Catalog> {
  const read = async <T>(sql: string): Promise<readonly T[]> => {
    const { rows } = await connection.execute(sql, [schemas]);
    return rows.map((row) => JSON.parse(String(row[0])) as T);
  };
  return {
    relations: await read<RelationRow>(RELATIONS),
    columns: await read<ColumnRow>(COLUMNS),
    constraints: await read<ConstraintRow>(constraintsQuery(features)),
    indexes: await read<IndexRow>(indexesQuery(features)),
    types: await read<TypeRow>(TYPES),
    schemas: await read<string>(SCHEMAS),
  };
}
