import { Client } from "pg";
import type { DataSourceOptions as TheirOptions } from "typeorm";
import { createProvider } from "../../support/database-provider";
import type { Target } from "../../support/matrix";
import { RESET_POSTGRES } from "../../support/reset-postgres";
import type { SideDatabase, SideServer } from "./server";

/** What a user made: nothing of the server's own, of an extension's or of a library's own records. */
const OURS = (oid: string, namespace: string, catalog: string): string =>
  `${namespace} IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
const RELATION = `${OURS("c.oid", "c.relnamespace", "pg_class")} AND c.relname !~ '^(orm_|typeorm_metadata)'`;

const LINES = `
SELECT format('schema %s', nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
UNION ALL
SELECT format('extension %s', extname) FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL
SELECT format('%s %s options %s comment %s', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE c.relkind::text END,
  c.oid::regclass, c.reloptions, obj_description(c.oid, 'pg_class'))
FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') AND ${RELATION}
UNION ALL
SELECT format('column %s %s.%s %s%s default %s identity %s generated %s collation %s comment %s', c.oid::regclass,
  to_char(row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), 'FM000'), a.attname,
  format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, pg_get_expr(d.adbin, d.adrelid),
  a.attidentity, a.attgenerated, NULLIF(a.attcollation, t.typcollation)::regcollation, col_description(c.oid, a.attnum))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND ${RELATION}
UNION ALL
SELECT format('sequence %s %s start %s by %s from %s to %s cache %s cycle %s owned by %s.%s', c.oid::regclass,
  s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, o.refobjid::regclass, a.attname)
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype IN ('a', 'i') AND o.refobjsubid > 0
LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE ${RELATION} AND COALESCE(o.refobjid::regclass::text, '') !~ '^(orm_|typeorm_metadata)'
UNION ALL
SELECT format('constraint %s.%s %s comment %s', c.oid::regclass, n.conname, pg_get_constraintdef(n.oid), obj_description(n.oid, 'pg_constraint'))
FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid WHERE n.contype <> 'n' AND ${RELATION}
UNION ALL
SELECT pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relkind IN ('r', 'p', 'm') AND ${RELATION}
UNION ALL
SELECT format('query of %s: %s', c.oid::regclass, regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g'))
FROM pg_class c WHERE c.relkind IN ('v', 'm') AND ${RELATION}
UNION ALL
SELECT format('enum %s (%s)', t.oid::regtype, (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
FROM pg_type t WHERE t.typtype = 'e' AND ${OURS("t.oid", "t.typnamespace", "pg_type")}`;

/** Two databases of a PostgreSQL server. */
export async function openPostgresServer(target: Target): Promise<SideServer> {
  const provider = createProvider(target);
  const open = async (): Promise<{ readonly client: Client; readonly database: SideDatabase }> => {
    const ours = await provider.createEmpty();
    const client = new Client({ connectionString: ours.url! });
    await client.connect();
    const theirs: TheirOptions = { type: "postgres", url: ours.url! };
    const execute = async (sql: string): Promise<void> => void (await client.query(sql));
    return { client, database: { ours, theirs, execute, dump: () => readLines(client) } };
  };
  const [theirs, ours] = [await open(), await open()];
  let resets = 0;
  return {
    name: "postgres",
    reset: async () => {
      resets += 1;
      const empty = async (client: Client): Promise<void> => {
        await client.query(RESET_POSTGRES);
        // What was dropped stays in the catalog and slows it down where the server does not clean up by itself.
        if (resets % 20 === 0) await client.query("VACUUM");
      };
      await Promise.all([empty(theirs.client), empty(ours.client)]);
      return { theirs: theirs.database, ours: ours.database };
    },
    close: async () => {
      for (const { client } of [theirs, ours]) await client.end();
      await provider.cleanUp();
      await provider.close();
    },
  };
}

async function readLines(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT line FROM (${LINES}) AS lines (line) ORDER BY line COLLATE "C"`,
  );
  return rows.map(({ line }) => line);
}
