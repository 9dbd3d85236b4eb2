import type { ScenarioDatabase } from "../run-scenario";

/** What the pragmas say of every object; the text of a rebuilt table may differ, what it means may not. */
const LINES = [
  `SELECT 'table ' || name || ' ' || type || ' without rowid ' || wr || ' strict ' || strict FROM pragma_table_list
   WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`,
  `SELECT 'column ' || t.name || '.' || c.name || ' ' || replace(replace(lower(c.type), ' (', '('), ', ', ',') || ' not null ' || (c."notnull" OR c.pk AND lower(c.type) = 'integer') || ' default ' || CASE WHEN c.pk AND lower(c.type) = 'integer' THEN '-' ELSE coalesce(CASE upper(c.dflt_value)
       WHEN 'NULL' THEN '-' WHEN 'TRUE' THEN '1' WHEN 'FALSE' THEN '0' ELSE trim(c.dflt_value, '''') END, '-') END
     || ' key ' || c.pk || ' hidden ' || c.hidden
   FROM pragma_table_list t, pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  `SELECT 'index ' || t.name || ' ' || CASE i.origin WHEN 'c' THEN i.name ELSE i.origin END || ' unique ' || i."unique" || ' partial ' || i.partial || ' ('
     || (SELECT group_concat(coalesce(p.name, 'expression') || ' ' || p."desc" || ' ' || p.coll, ', ') FROM pragma_index_xinfo(i.name) p WHERE p.key) || ')'
   FROM pragma_table_list t, pragma_index_list(t.name) i WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  `SELECT 'reference ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || coalesce(f."to", (SELECT k.name FROM pragma_table_info(f."table") k WHERE k.pk = f.seq + 1)) || ' ' || f.on_delete || ' ' || f.on_update
   FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'`,
];

const TEXTS = `SELECT type, name, sql FROM sqlite_master
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT IN (SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow'))`;

/** The server's own words on everything in a file, in an order that does not depend on how it came about. */
export async function readServerText({ connection }: ScenarioDatabase): Promise<string> {
  const lines: string[] = [];
  for (const sql of LINES) {
    const { rows } = await connection.execute(sql, []);
    lines.push(...rows.map(([line]) => String(line)));
  }
  const texts = await connection.execute(TEXTS, []);
  for (const [type, name, sql] of texts.rows) {
    lines.push(`${String(type)} ${String(name)} ${textOf(String(type), String(sql))}`);
  }
  return lines.sort().join("\n");
}

/** Of a table what no pragma tells, wherever in its text it stands; of everything else the whole text. */
function textOf(type: string, sql: string): string {
  if (type === "index") return bareIndex(plainText(sql, "without comments"));
  if (type !== "table") return plainText(sql);
  const clauses = plainText(sql, "without comments").match(CLAUSES) ?? [];
  return clauses
    .filter((clause) => clause !== "collate binary")
    .sort()
    .join(", ");
}

/** A condition goes on to the parenthesis that closes it, over three levels of others. */
const CLAUSES =
  /\b(?:autoincrement|on conflict \w+|collate \w+|(?:not )?deferrable(?: initially \w+)?|check ?\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))/g;

/** Without the order that is the usual one, and without the parentheses around a part. */
function bareIndex(text: string): string {
  const plain = text.replaceAll(" asc", "");
  const part = /([(,])\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)(?=[,)]| ?desc\b)/g;
  return plain.replace(part, "$1$2");
}

const PIECES =
  /('(?:[^']|'')*')|(--[^\n]*|\/\*[\s\S]*?\*\/)|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|(\s+)|([\s\S])/g;

/** SQL without what means nothing: white space, the way names are quoted, the case of words. Strings stay, and comments too. */
function plainText(sql: string, comments: "with comments" | "without comments" = "with comments"): string {
  const words = sql.replace(PIECES, (piece, string, comment, double, back, bracket, space) => {
    if (comment !== undefined) return comments === "with comments" ? piece : " ";
    if (string !== undefined) return piece;
    return space === undefined ? String(double ?? back ?? bracket ?? piece).toLowerCase() : " ";
  });
  return words
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([(),;=<>|]) ?/g, "$1")
    .trim();
}
