import type { ScenarioDatabase } from "../run-scenario";

/** What the pragmas say of every object; the text of a rebuilt table may differ, what it means may not. */
const LINES = [
  `SELECT 'table ' || name || ' ' || type || ' without rowid ' || wr || ' strict ' || strict FROM pragma_table_list
   WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
  `SELECT 'column ' || t.name || '.' || c.name || ' ' || lower(c.type) || ' not null ' || (c."notnull" OR c.pk AND lower(c.type) = 'integer') || ' default ' || coalesce(c.dflt_value, '-')
     || ' key ' || c.pk || ' hidden ' || c.hidden
   FROM pragma_table_list t, pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  `SELECT 'index ' || t.name || ' ' || CASE i.origin WHEN 'c' THEN i.name ELSE i.origin END || ' unique ' || i."unique" || ' partial ' || i.partial || ' ('
     || (SELECT group_concat(coalesce(p.name, 'expression') || ' ' || p."desc" || ' ' || p.coll, ', ') FROM pragma_index_xinfo(i.name) p WHERE p.key) || ')'
   FROM pragma_table_list t, pragma_index_list(t.name) i WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  `SELECT 'reference ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || coalesce(f."to", 'key') || ' ' || f.on_delete || ' ' || f.on_update
   FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'`,
  `SELECT type || ' ' || name || ' ' || replace(replace(sql, '"', ''), ' ', '') FROM sqlite_master WHERE type IN ('view', 'trigger')`,
];

/** The server's own words on everything in a file, in an order that does not depend on how it came about. */
export async function readServerText({ connection }: ScenarioDatabase): Promise<string> {
  const lines: string[] = [];
  for (const sql of LINES) {
    const { rows } = await connection.execute(sql, []);
    lines.push(...rows.map(([line]) => String(line)));
  }
  return lines.sort().join("\n");
}
