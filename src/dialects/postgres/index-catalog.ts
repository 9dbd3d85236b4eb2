import { visibleName } from "./visible-name";

export interface IndexPartRow {
  readonly column: string | null;
  readonly expression: string | null;
  /** Bit 1: descending; bit 2: NULLs first. */
  readonly option: number | null;
  /** The operator class, where it is not the usual one. */
  readonly opclass: string | null;
  /** The collation, where it is not the column's own. */
  readonly collation: string | null;
  /** The parameters of the operator class: `siglen=8`. */
  readonly opclassOptions: readonly string[] | null;
  /** The target of ANALYZE, where it is not the usual one. */
  readonly statistics: number | null;
  /** A column that is carried along but is not part of the key. */
  readonly isIncluded: boolean;
}

export interface IndexRow {
  readonly relation: string;
  readonly name: string;
  readonly isUnique: boolean;
  /** CLUSTER orders rows by it. */
  readonly isClustered: boolean;
  readonly method: string;
  readonly predicate: string | null;
  readonly isValid: boolean;
  /** Storage parameters: `fillfactor=70`. */
  readonly options: readonly string[] | null;
  readonly nullsNotDistinct: boolean;
  readonly tablespace: string | null;
  readonly comment: string | null;
  readonly parts: readonly IndexPartRow[];
}

/** The parts of the index `i`: an SQL expression. */
export const INDEX_PARTS = `(select json_agg(json_build_object('column', a.attname,
        'expression', case when i.indkey[k - 1] = 0 then pg_get_indexdef(i.indexrelid, k, true) end,
        'option', i.indoption[k - 1], 'opclass', case when o.opcdefault and ia.attoptions is null then null else ${visibleName("opclass", "o")} end, 'opclassOptions', ia.attoptions,
        'collation', case when i.indcollation[k - 1] <> coalesce(a.attcollation, (select it.typcollation from pg_type it where it.oid = ia.atttypid)) then
          (select ${visibleName("collation", "co")} from pg_collation co where co.oid = i.indcollation[k - 1]) end,
        'statistics', nullif(ia.attstattarget, -1), 'isIncluded', k > i.indnkeyatts) order by k)
      from generate_series(1, i.indnatts) k
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1]
        left join pg_attribute ia on ia.attrelid = i.indexrelid and ia.attnum = k
        left join pg_opclass o on o.oid = i.indclass[k - 1] and k <= i.indnkeyatts)`;

/** The indexes that belong to no constraint. */
export function indexesQuery(features: { readonly nullsNotDistinct: boolean }): string {
  return `select json_build_object('relation', i.indrelid::text, 'name', ic.relname, 'isUnique', i.indisunique, 'isClustered', i.indisclustered, 'method', am.amname,
    'predicate', pg_get_expr(i.indpred, i.indrelid, true), 'isValid', i.indisvalid, 'options', ic.reloptions,
    'nullsNotDistinct', ${features.nullsNotDistinct ? "i.indnullsnotdistinct" : "false"},
    'tablespace', (select p.spcname from pg_tablespace p where p.oid = ic.reltablespace), 'comment', obj_description(ic.oid, 'pg_class'),
    'parts', ${INDEX_PARTS})
  from pg_index i
    join pg_class ic on ic.oid = i.indexrelid
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_am am on am.oid = ic.relam
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'm') and not ic.relispartition
    and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by i.indrelid, ic.relname collate "C"`;
}
