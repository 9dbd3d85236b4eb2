import { columnDifferences } from "./differences/columns";
import type { DeliberateDifference, Difference } from "./differences/difference";
import { embeddedDifferences } from "./differences/embedded";
import { spellings } from "./differences/spellings";
import { tableDifferences } from "./differences/tables";
import type { DatabaseName } from "./entity-set";

/** All of them, in the order of the documentation. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  ...columnDifferences,
  ...tableDifferences,
  ...embeddedDifferences,
  ...spellings,
];

/** Sets that do not pass yet, with the reason. One that passes must leave the list. */
export const openDifferences: Readonly<Record<string, string>> = {
  "views: a view by a query": "a view may be written by a query builder, and there is none yet",
};

/** The lines of a dump with one spelling for what means the same. */
export function inOneSpelling(lines: readonly string[], on: DatabaseName): readonly string[] {
  const here = deliberateDifferences.flatMap(({ spelling }) => (spelling?.on.includes(on) === true ? [spelling] : []));
  return lines.map((line) =>
    here.reduce((text, { pattern, replacement }) => text.replaceAll(pattern, replacement), line),
  );
}

/** What a set shows on a database: the dumps are equal and nothing is left to do, but for what is listed. */
export function differencesOf(set: string, on: DatabaseName): Required<Difference> {
  const shown = deliberateDifferences
    .flatMap(({ shows = [] }) => shows)
    .filter((one) => one.set === set && one.on.includes(on));
  return {
    differences: shown.flatMap(({ differences = [] }) => differences),
    checkAfterTheirs: shown.flatMap(({ checkAfterTheirs = [] }) => checkAfterTheirs),
  };
}
