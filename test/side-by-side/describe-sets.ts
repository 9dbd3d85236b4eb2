import { allSets, type Area } from "./all-sets";
import { buildByOurs, buildByTheirs, checkByOurs } from "./build-by-both";
import { differencesOf, inOneSpelling, openDifferences } from "./deliberate-differences";
import { DATABASE_NAMES, type DatabaseName, type EntitySet } from "./entity-set";
import { findServers } from "./servers/open-server";
import type { SideServer } from "./servers/server";

/**
 * One test a set and database: both libraries make the tables in databases of their own, and what the server says of both
 * must be the same; then the entities are compared with the database that TypeORM made.
 */
export function describeSets(...areas: readonly Area[]): void {
  const servers = findServers();
  for (const name of DATABASE_NAMES) {
    const open = servers.get(name);
    const here = areas.flatMap((area) =>
      allSets[area].filter(({ on }) => on.includes(name)).map((set) => [`${area}: ${set.name}`, set] as const),
    );
    if (here.length === 0) continue;
    const title = `side by side with TypeORM on ${name}`;
    if (open === undefined) describe.skip(`${title} (no server answers)`, () => it.each(here)("%s", () => {}));
    else describe(title, () => describeOn(name, open, here));
  }
}

function describeOn(
  name: DatabaseName,
  open: () => Promise<SideServer>,
  sets: readonly (readonly [key: string, set: EntitySet])[],
): void {
  let server: SideServer;
  beforeAll(async () => {
    server = await open();
  });
  afterAll(() => server.close());

  it.each(sets)("%s", async (key, set) => {
    const outcome = compare(set, server);
    if (Object.hasOwn(openDifferences, key)) await expect(outcome).rejects.toThrow();
    else expect(await outcome).toEqual({ checkAfterOurs: [], ...differencesOf(key, name) });
  });
}

async function compare(set: EntitySet, server: SideServer) {
  const { theirs, ours } = await server.reset();
  for (const sql of set.before) for (const side of [theirs, ours]) await side.execute(sql);
  const work = [buildByOurs(set, ours), buildByTheirs(set, theirs).then(() => checkByOurs(set, theirs))] as const;
  // Where one fails, the other still uses its database.
  await Promise.allSettled(work);
  const [checkAfterOurs, checkAfterTheirs] = await Promise.all(work);
  const [left, right] = [await theirs.dump(), await ours.dump()].map((lines) => inOneSpelling(lines, server.name));
  return { checkAfterOurs, checkAfterTheirs, differences: differingLines(left!, right!) };
}

/** The lines that only one of two dumps has: `-` TypeORM's, `+` Ormolu's. */
function differingLines(theirs: readonly string[], ours: readonly string[]): readonly string[] {
  return [
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `- ${line}`),
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `+ ${line}`),
  ];
}
