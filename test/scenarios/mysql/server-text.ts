import type { ScenarioDatabase } from "../run-scenario";

const OTHERS = `SELECT CONCAT('trigger ', TRIGGER_NAME, ' ', ACTION_TIMING, ' ', EVENT_MANIPULATION, ' on ', EVENT_OBJECT_TABLE, ' ', ACTION_STATEMENT)
  FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1`;

/**
 * SHOW CREATE of every table and view, line by line. The order of the lines and the counters say how a table came about,
 * not what it is.
 */
export async function readServerText({ connection }: ScenarioDatabase): Promise<string> {
  const { rows } = await connection.execute("SHOW FULL TABLES", []);
  const { rows: names } = await connection.execute("SELECT DATABASE()", []);
  const texts: string[] = [];
  for (const [name, type] of rows) {
    const kind = type === "VIEW" ? "VIEW" : "TABLE";
    const { rows: shown } = await connection.execute(
      `SHOW CREATE ${kind} \`${String(name).replaceAll("`", "``")}\``,
      [],
    );
    texts.push(...linesOf(String(name), String(shown[0]?.[1])));
  }
  const { rows: others } = await connection.execute(OTHERS, []);
  return [...texts, ...others.map(([line]) => String(line))].join("\n").replaceAll(`\`${String(names[0]?.[0])}\`.`, "");
}

function linesOf(name: string, text: string): readonly string[] {
  const lines = text.replace(/ AUTO_INCREMENT=\d+/, "").split("\n");
  return lines.map((line) => `${name}: ${line.replace(/,$/, "").trim()}`).sort();
}
