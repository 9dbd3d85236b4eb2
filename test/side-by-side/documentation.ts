import { allSets } from "./all-sets";
import { deliberateDifferences } from "./deliberate-differences";
import type { DeliberateDifference } from "./differences/difference";
import { DATABASE_NAMES, type DatabaseName } from "./entity-set";
import { leftOut } from "./inventory";

const DISPLAY_NAMES: Readonly<Record<DatabaseName, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

/** Each set with its name in the tests: `area: name`. */
export const namedSets = Object.entries(allSets).flatMap(([area, sets]) =>
  sets.map((set) => ({ key: `${area}: ${set.name}`, ...set })),
);

/** The parts of the page that come from the sets, by the names of their markers. */
export const writtenParts: Readonly<Record<string, () => string>> = {
  covered: writeCovered,
  "left out": writeLeftOut,
  differences: writeDifferences,
};

function writeCovered(): string {
  const words = [...new Set(namedSets.flatMap(({ covers }) => covers))].sort();
  const lines = words.map((word) => {
    const sets = namedSets.filter(({ covers }) => covers.includes(word));
    const on = new Set(sets.flatMap((set) => set.on));
    const databases = on.size === DATABASE_NAMES.length ? "all" : listNames([...on]);
    const [first, second] = sets.map(({ key }) => key);
    const more = sets.length > 2 ? `, ${sets.length - 2} more` : "";
    return `| \`${word}\` | ${[first, second].filter((key) => key !== undefined).join("; ")}${more} | ${databases} |`;
  });
  return ["| decorator or option | sets | databases |", "| --- | --- | --- |", ...lines].join("\n");
}

function writeLeftOut(): string {
  const lines = Object.entries(leftOut).map(([name, reason]) => `| \`${name}\` | ${reason} |`);
  return ["| decorator or option | why no set has it |", "| --- | --- |", ...lines].join("\n");
}

function writeDifferences(): string {
  return deliberateDifferences.map(writeDifference).join("\n\n");
}

function writeDifference({ title, reason, spelling, shows = [] }: DeliberateDifference): string {
  const places = shows.map(({ set, on, checkAfterTheirs = [] }) => {
    const found = checkAfterTheirs.map((line) => `\`${line}\``).join(", ");
    return `- ${set} (${listNames(on)})${found === "" ? "" : `; \`orm check\` finds: ${found}`}`;
  });
  const everywhere =
    spelling === undefined ? [] : [`Everywhere on ${listNames(spelling.on)}; \`orm check\` finds nothing.`];
  return [`### ${title}`, reason, ...everywhere, ...(places.length === 0 ? [] : [places.join("\n")])].join("\n\n");
}

function listNames(names: readonly DatabaseName[]): string {
  return DATABASE_NAMES.filter((name) => names.includes(name))
    .map((name) => DISPLAY_NAMES[name])
    .join(", ");
}
