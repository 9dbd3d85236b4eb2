import type { ScenarioDatabase } from "../run-scenario";

/** What a user made: nothing of the server's own, and nothing that an extension brought. */
const OURS = (oid: string, namespace: string, catalog: string): string =>
  `${namespace} IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/** A default of NULL is none, and a text means the same under each name of its type. */
const DEFAULT = `regexp_replace(NULLIF(regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^NULL::.*$', ''), ''),
  '^(''(?:[^'']|'''')*'')::(?:character varying|text|character|bpchar)$', '\\1')`;

/** Lines of text, one an object, by the server's own functions; sequences that belong to a column go by the column's name. */
const LINES = `
SELECT format('schema %s', nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
UNION ALL
SELECT format('extension %s %s in %s comment %s', extname, extversion, extnamespace::regnamespace, obj_description(oid, 'pg_extension'))
FROM pg_extension
UNION ALL
SELECT format('relation %s %s persistence %s rls %s %s options %s bound %s key %s comment %s', c.relkind, c.oid::regclass,
  c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, pg_get_expr(c.relpartbound, c.oid),
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, obj_description(c.oid, 'pg_class'))
FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND ${OURS("c.oid", "c.relnamespace", "pg_class")}
UNION ALL
SELECT format('column %s.%s %s %s default %s identity %s generated %s collation %s comment %s', c.oid::regclass, a.attname,
  regexp_replace(format_type(a.atttypid, a.atttypmod), '^(time|interval)(.*)\\(6\\)', '\\1\\2'), a.attnotnull,
  CASE WHEN pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NULL THEN ${DEFAULT} ELSE 'numbered' END,
  a.attidentity, a.attgenerated, NULLIF(a.attcollation, t.typcollation)::regcollation, col_description(c.oid, a.attnum))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND ${OURS("c.oid", "c.relnamespace", "pg_class")}
UNION ALL
SELECT format('sequence %s %s start %s by %s from %s to %s cache %s cycle %s owned by %s.%s',
  CASE WHEN o.objid IS NULL THEN c.oid::regclass::text END, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin,
  s.seqmax, s.seqcache, s.seqcycle, o.refobjid::regclass, a.attname)
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype IN ('a', 'i') AND o.refobjsubid > 0
LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE ${OURS("c.oid", "c.relnamespace", "pg_class")}
UNION ALL
SELECT format('constraint %s.%s %s comment %s', COALESCE(NULLIF(conrelid, 0)::regclass::text, contypid::regtype::text), conname,
  pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint'))
FROM pg_constraint WHERE contype <> 'n' AND ${OURS("oid", "connamespace", "pg_constraint")}
UNION ALL
SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE ${OURS("c.oid", "c.relnamespace", "pg_class")}
UNION ALL
SELECT format('view %s as %s filled %s', c.oid::regclass, pg_get_viewdef(c.oid), c.relispopulated)
FROM pg_class c WHERE c.relkind IN ('v', 'm') AND ${OURS("c.oid", "c.relnamespace", "pg_class")}
UNION ALL
SELECT format('enum %s (%s)', t.oid::regtype, (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
FROM pg_type t WHERE t.typtype = 'e' AND ${OURS("t.oid", "t.typnamespace", "pg_type")}
UNION ALL
SELECT format('domain %s %s not null %s default %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault)
FROM pg_type t WHERE t.typtype = 'd' AND ${OURS("t.oid", "t.typnamespace", "pg_type")}
UNION ALL
SELECT format('%s comment %s', pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc')) FROM pg_proc p
WHERE p.prokind <> 'a' AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i') AND ${OURS("p.oid", "p.pronamespace", "pg_proc")}
UNION ALL
SELECT format('aggregate %s (%s) %s comment %s', p.oid::regprocedure, pg_get_function_arguments(p.oid),
  (SELECT to_jsonb(a) - 'aggfnoid' FROM (SELECT g.*, g.aggtransfn::regprocedure, g.aggtranstype::regtype) a), obj_description(p.oid, 'pg_proc'))
FROM pg_proc p JOIN pg_aggregate g ON g.aggfnoid = p.oid WHERE ${OURS("p.oid", "p.pronamespace", "pg_proc")}
UNION ALL
SELECT format('rule %s', pg_get_ruledef(r.oid)) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN' AND ${OURS("c.oid", "c.relnamespace", "pg_class")}
UNION ALL
SELECT format('%s state %s comment %s', pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger'))
FROM pg_trigger t WHERE NOT t.tgisinternal
UNION ALL
SELECT format('policy %s comment %s', p, obj_description(o.oid, 'pg_policy'))
FROM pg_policies p JOIN pg_policy o ON o.polname = p.policyname AND o.polrelid = format('%I.%I', p.schemaname, p.tablename)::regclass`;

/** The server's own text of everything in a database, in an order that does not depend on how it came about. */
export async function readServerText({ connection }: ScenarioDatabase): Promise<string> {
  const { rows } = await connection.execute(
    `SELECT line FROM (${LINES}) AS lines (line) ORDER BY line COLLATE "C"`,
    [],
  );
  return rows.map(([line]) => String(line)).join("\n");
}
