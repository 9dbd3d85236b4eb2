import { changes, type Change, type Family } from "./changes";

const FAMILIES: Readonly<Record<Family, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

const HEAD = `# What a comparison finds

Every line is a test that runs on real servers (\`test/detection\`): two databases are brought to the two states, and the plan must name the change.
\`yes\`: an operation is planned. \`asks\`: it could be a rename or a drop and a new one, so it is asked. \`same\`: the two
spellings mean the same, and nothing is found. An empty cell: the database has no such thing, or no other way to write it.

The order of the columns of a table is not compared: it has no meaning for a query that names its columns, and databases add new columns at the end.
`;

/** The page of the reference that says what is found on which database. */
export function renderMatrix(): string {
  const groups = [...new Set(changes.map(({ group }) => group))];
  const names = Object.values(FAMILIES);
  const sections = groups.map((group) =>
    [
      `## ${group}`,
      "",
      `| change | ${names.join(" | ")} |`,
      `| --- | ${names.map(() => "---").join(" | ")} |`,
      ...changes.filter((change) => change.group === group).map(renderRow),
    ].join("\n"),
  );
  return [HEAD, ...sections.map((section) => `${section}\n`)].join("\n");
}

function renderRow(change: Change): string {
  const cell = (family: Family): string => {
    if (change.on[family] === undefined) return "";
    if (change.isNothing === true) return "same";
    return change.asks === true ? "asks" : "yes";
  };
  const title = change.change.replaceAll("|", "\\|");
  return `| ${title} | ${(Object.keys(FAMILIES) as Family[]).map(cell).join(" | ")} |`;
}
